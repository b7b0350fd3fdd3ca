// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

/** A command cannot go on: what happened and what to do next, for people, and the exit status. */
public final class CommandFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;
  private final String text;

  /** {@code message} says what happened, {@code next} what the reader can do about it. */
  public CommandFailed(int exitCode, String message, String next) {
    var text = next.isEmpty() ? message : message + "\n  " + next;
    super(text, null, false, false);
    this.exitCode = exitCode;
    this.text = text;
  }

  /** What happened, and what to do. */
  public String text() {
    return text;
  }

  /** One of {@link ExitCode}. */
  public int exitCode() {
    return exitCode;
  }
}
