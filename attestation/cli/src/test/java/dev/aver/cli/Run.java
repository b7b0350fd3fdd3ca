// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** One run of the command line inside this process: what a script would see of it. */
record Run(int status, String out, String err) {
  static Run of(Object... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var texts = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
    var status = Aver.run(new PrintWriter(out), new PrintWriter(err), texts);
    return new Run(status, out.toString(), err.toString());
  }

  String firstLine() {
    return out.lines().findFirst().orElse("");
  }

  String lastLine() {
    return out.lines().reduce((a, b) -> b).orElse("");
  }
}
