// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import java.util.List;

/** What every command's exit status means: the same everywhere, so that scripts need one table. */
public final class ExitCode {
  /** Verified, or simply done. */
  public static final int OK = 0;

  /** Checked and refused, or the command did not reach its end. */
  public static final int REJECTED = 1;

  /** Wrong usage, or a file that cannot be read: nothing was decided. */
  public static final int USAGE = 2;

  /** Authentic, but nobody said what to accept. */
  public static final int INCOMPLETE = 3;

  /** A caller that looks at one number must see the worst news first. */
  private static final List<Integer> WORST_FIRST = List.of(USAGE, REJECTED, INCOMPLETE, OK);

  private ExitCode() {}

  /** The worse of two, in the order 2, 1, 3, 0. */
  public static int worse(int one, int other) {
    return WORST_FIRST.indexOf(one) <= WORST_FIRST.indexOf(other) ? one : other;
  }
}
