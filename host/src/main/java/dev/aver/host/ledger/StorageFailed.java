// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.ledger;

import java.io.IOException;

/** The disk did not take it: nothing has been confirmed, and it is tried again. */
final class StorageFailed extends Exception {
  private static final long serialVersionUID = 1L;

  StorageFailed(IOException cause) {
    super(cause.toString(), cause);
  }
}
