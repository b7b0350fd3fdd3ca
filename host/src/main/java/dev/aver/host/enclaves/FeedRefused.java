// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.enclaves;

import java.io.IOException;

/** The enclave answered, but with a refusal. */
public final class FeedRefused extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  FeedRefused(String path, int status) {
    super(path + " was answered " + status);
    this.status = status;
  }

  /**
   * Whether the enclave says that its log does not continue the one that was named: it is shorter
   * (409), or what was asked for is confirmed and gone (410).
   */
  public boolean isAnotherLog() {
    return status == 409 || status == 410;
  }
}
