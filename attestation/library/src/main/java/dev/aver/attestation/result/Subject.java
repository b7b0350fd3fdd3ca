// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.result;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** What was verified; it decides which checks a result lists. */
public enum Subject {
  /** An evidence bundle. */
  EVIDENCE(check -> check.compareTo(CheckName.FACTS_NONCE) <= 0 && check != CheckName.PROOF_FORMAT),
  /** A proof bundle: its receipt's time counts, not the keyset's validity now. */
  PROOF(check -> check != CheckName.KEYSET_VALIDITY),
  /** A bare report with its endorsements: it says nothing of a keyset. */
  REPORT(
      check ->
          check == CheckName.JSON
              || check == CheckName.EVIDENCE_FORMAT
              || check.compareTo(CheckName.HARDWARE_1) >= 0
                  && check.compareTo(CheckName.HARDWARE_8) <= 0
              || check == CheckName.FACTS_NONCE);

  private final List<CheckName> checks;

  Subject(Predicate<CheckName> belongs) {
    checks = Arrays.stream(CheckName.values()).filter(belongs).toList();
  }

  /** All checks of a result, in their order. */
  public List<CheckName> checks() {
    return checks;
  }
}
