// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api;

import dev.aver.attestation.json.EcmaScriptNumber;

/** How floating-point numbers are written in answers. */
public final class JsonNumber {
  private JsonNumber() {}

  /**
   * The shortest decimal that reads back as the same double. Java's own spelling is that, and valid
   * JSON, unless it is scientific.
   */
  public static String of(double value) {
    var text = Double.toString(value);
    return text.indexOf('E') < 0 ? text : EcmaScriptNumber.write(value);
  }
}
