// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.ledger;

import dev.aver.attestation.bytes.Digest;
import java.io.Serial;

/**
 * The enclave contradicts what it said before. Nothing has been stored; a person has to know, since
 * this is what a broken or lying enclave looks like.
 */
public abstract sealed class LogAlarm extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private LogAlarm(String message) {
    super(message);
  }

  /** Other bytes for an entry that is stored. */
  public static final class EntryConflict extends LogAlarm {
    @Serial private static final long serialVersionUID = 1L;

    EntryConflict(long index, Digest stored, Digest offered) {
      super("entry " + index + " is stored as " + stored + ", now offered as " + offered);
    }
  }

  /** An entry whose predecessor is not stored. */
  public static final class EntryGap extends LogAlarm {
    @Serial private static final long serialVersionUID = 1L;

    EntryGap(long expected, long offered) {
      super("entry " + offered + " was offered, the next is " + expected);
    }
  }

  /** A signed checkpoint that does not continue the others or the entries. */
  public static final class CheckpointConflict extends LogAlarm {
    @Serial private static final long serialVersionUID = 1L;

    CheckpointConflict(String message) {
      super(message);
    }
  }
}
