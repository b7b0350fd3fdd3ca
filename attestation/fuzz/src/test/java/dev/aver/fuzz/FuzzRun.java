// SPDX-License-Identifier: Apache-2.0
package dev.aver.fuzz;

import java.util.regex.Pattern;

/**
 * What one Jazzer process did, by its exit and its own statistics.
 *
 * @param exit 0 if it ran to its end without a finding
 * @param executions how often the target ran; 0 if Jazzer does not say
 * @param coverage edges of the parsers that were seen; few if nothing was instrumented
 * @param log everything it printed
 */
record FuzzRun(int exit, long executions, long coverage, String log) {
  private static final Pattern EXECUTIONS =
      Pattern.compile("stat::number_of_executed_units:\\s+(\\d+)");
  private static final Pattern COVERAGE = Pattern.compile("#\\d+\\s+DONE\\s+cov: (\\d+)");
  private static final int TAIL = 4000;

  /** The least edges of the smallest parser; without instrumentation there are four. */
  private static final int LEAST_COVERAGE = 20;

  static FuzzRun of(int exit, String log) {
    return new FuzzRun(exit, number(EXECUTIONS, log), number(COVERAGE, log), log);
  }

  private static long number(Pattern pattern, String log) {
    var matcher = pattern.matcher(log);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }

  /**
   * Accepts only a run that fuzzed: more executions than it had seeds, inside the parsers.
   *
   * @throws AssertionError with the end of the log
   */
  void requireFuzzed(Target target, int seeds) {
    if (exit != 0 || executions <= seeds || coverage < LEAST_COVERAGE) {
      throw new AssertionError(
          target
              + ": exit "
              + exit
              + ", "
              + executions
              + " executions, "
              + coverage
              + " edges. An input that breaks it belongs into src/test/resources/findings, whose"
              + " files are seeds ever after.\n"
              + log.substring(Math.max(0, log.length() - TAIL)));
    }
  }
}
