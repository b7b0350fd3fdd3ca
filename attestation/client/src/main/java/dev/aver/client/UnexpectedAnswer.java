// SPDX-License-Identifier: Apache-2.0
package dev.aver.client;

import java.io.IOException;

/** The other side answered, but not with what was asked for. */
public final class UnexpectedAnswer extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /** {@code message} is what it said of itself, for people; it is not to be believed. */
  public UnexpectedAnswer(int status, String message) {
    super("status " + status + (message.isEmpty() ? "" : ": " + message));
    this.status = status;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }
}
