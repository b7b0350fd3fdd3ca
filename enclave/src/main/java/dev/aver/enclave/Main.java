// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts hashing the application while the framework still starts, then runs. */
@QuarkusMain
public final class Main {
  private Main() {}

  /** Arguments are not used: configuration is typed, see {@code config.Settings}. */
  public static void main(String[] arguments) {
    ApplicationDigest.begin();
    Quarkus.run(arguments);
  }
}
