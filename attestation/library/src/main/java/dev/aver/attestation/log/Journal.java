// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.log;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import java.util.ArrayList;
import java.util.List;

/**
 * Heads of operators' journals: an operator's own long-lived log, whose entries are typed digests
 * of births, checkpoints and retirements of its enclaves (formats.md, 6). Verifiers know journals
 * by vkey, as policy.
 */
public final class Journal {
  private Journal() {}

  /**
   * The head that {@code note} states, if one of the {@code known} journals signed it and it is
   * that journal's own. Keys of witnesses among {@code known} sign no notes and count for nothing.
   *
   * @throws Rejected {@link Reason#NOTE_UNSIGNED}, {@link Reason#NOTE_SIGNATURE}, {@link
   *     Reason#CHECKPOINT_FORMAT}, {@link Reason#CHECKPOINT_ORIGIN}
   */
  public static CheckpointText verify(SignedNote note, List<VerifierKey> known) throws Rejected {
    var signers = new ArrayList<String>();
    for (var key : known) {
      if (note.isSignedBy(key)) {
        signers.add(key.name());
      }
    }
    if (signers.isEmpty()) {
      throw new Rejected(Reason.NOTE_UNSIGNED, "no signature line of a known journal");
    }
    var head = CheckpointText.parse(note.text());
    if (!signers.contains(head.origin())) {
      throw new Rejected(Reason.CHECKPOINT_ORIGIN, "signed by a journal that is not its own");
    }
    return head;
  }
}
