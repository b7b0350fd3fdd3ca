// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.result;

import java.util.Arrays;
import java.util.List;

/** What was verified; it decides which checks a result lists. */
public enum Subject {
  /** An evidence bundle. */
  EVIDENCE,
  /** A proof bundle: its receipt's time counts, not the keyset's validity now. */
  PROOF,
  /** A bare report with its endorsements: it says nothing of a keyset. */
  REPORT;

  /** All checks of a result, in their order. */
  public List<CheckName> checks() {
    return Arrays.stream(CheckName.values()).filter(this::has).toList();
  }

  private boolean has(CheckName check) {
    return switch (this) {
      case EVIDENCE ->
          check.compareTo(CheckName.FACTS_NONCE) <= 0 && check != CheckName.PROOF_FORMAT;
      case PROOF -> check != CheckName.KEYSET_VALIDITY;
      case REPORT ->
          check == CheckName.JSON
              || check == CheckName.EVIDENCE_FORMAT
              || isOfHardware(check)
              || check == CheckName.FACTS_NONCE;
    };
  }

  private static boolean isOfHardware(CheckName check) {
    return check.compareTo(CheckName.HARDWARE_1) >= 0
        && check.compareTo(CheckName.HARDWARE_TEE) <= 0;
  }
}
