// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.bundle;

import dev.aver.attestation.result.CheckName;
import dev.aver.attestation.result.Findings;
import java.util.Locale;

/** How far from hardware, log and witnesses a receipt has been followed (formats.md, 6). */
public enum Level {
  /** Its key is attested. */
  SIGNED,
  /** And it is in a signed checkpoint of the log. */
  LOGGED,
  /** And that checkpoint or a later one is in a report. */
  ATTESTED,
  /** And such a checkpoint is an entry of a journal that a quorum cosigned. */
  WITNESSED,
  /** And the journal's root was seen on the chain: never from a file. */
  ANCHORED;

  /** The spelling in results. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The highest level whose checks and all below it have passed. */
  static Level reached(Findings findings) {
    if (!findings.passed(CheckName.CHECKPOINT_INCLUSION)
        || !findings.passed(CheckName.CHECKPOINT_SIGNATURE)) {
      return SIGNED;
    }
    if (!findings.passed(CheckName.CHECKPOINT_ATTESTED)) {
      return LOGGED;
    }
    return findings.passed(CheckName.JOURNAL_WITNESSED) ? WITNESSED : ATTESTED;
  }
}
