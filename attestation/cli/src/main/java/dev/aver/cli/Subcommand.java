// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** One command: its streams are the ones that the command line was given. */
abstract class Subcommand implements Callable<Integer> {
  @Spec @Nullable private CommandSpec spec;

  private CommandSpec spec() {
    return Objects.requireNonNull(spec, "picocli fills it before it calls");
  }

  /** Whether the caller has named this option. */
  final boolean named(String option) {
    return spec().commandLine().getParseResult().hasMatchedOption(option);
  }

  /** Results, and nothing else. */
  final PrintWriter out() {
    return spec().commandLine().getOut();
  }

  /** Progress and explanations. */
  final Progress progress() {
    return new Progress(spec().commandLine().getErr());
  }
}
