// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.compat.CompatResult;
import dev.aver.attestation.json.JsonWriter;
import java.io.PrintWriter;

/** Shows what was found about a document of another system: 0 holds, 1 refused. */
final class CompatAnswer {
  private CompatAnswer() {}

  static int show(CompatResult result, boolean json, PrintWriter out) {
    if (json) {
      out.println(JsonWriter.write(result.toJson()));
    } else {
      result.lines().forEach(out::println);
    }
    return result.holds() ? ExitCode.OK : ExitCode.REJECTED;
  }
}
