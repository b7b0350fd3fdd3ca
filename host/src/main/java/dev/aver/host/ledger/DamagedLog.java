// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.ledger;

import java.io.IOException;
import java.io.Serial;

/**
 * What is stored does not fit together, and no crash explains it. The log refuses to open: a person
 * has to look, because whatever a program did now could hide what has happened.
 */
public final class DamagedLog extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  /** {@code what} is wrong, and where. */
  public DamagedLog(String what) {
    super(what);
  }

  /** As above, because of {@code cause}. */
  public DamagedLog(String what, Throwable cause) {
    super(what + ": " + cause.getMessage(), cause);
  }
}
