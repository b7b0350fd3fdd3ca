// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.local;

import java.net.URI;
import java.util.List;

/** What a command has started: printed when it is ready, and kept in a file while it runs. */
public interface StartReport {
  /** Base URL of what callers use. */
  URI address();

  /** For programs and for the file: one line. */
  String toJson();

  /** For people, with something to try. */
  List<String> lines();
}
