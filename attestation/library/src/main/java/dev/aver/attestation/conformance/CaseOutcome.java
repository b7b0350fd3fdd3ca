// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance;

import dev.aver.attestation.Reason;
import java.util.List;
import java.util.Optional;

/** What this library makes of a case, without knowing what was expected. */
public sealed interface CaseOutcome {
  /**
   * The input was accepted.
   *
   * @param level the level of a proof
   */
  record Accepted(Optional<String> level) implements CaseOutcome {}

  /** The input was not accepted, for all of these reasons. */
  record Refused(List<Reason> reasons) implements CaseOutcome {
    /** Copies {@code reasons}. */
    public Refused {
      reasons = List.copyOf(reasons);
    }
  }

  /** Values were computed; {@code differences} names the given ones that came out otherwise. */
  record Computed(List<String> differences) implements CaseOutcome {
    /** Copies {@code differences}. */
    public Computed {
      differences = List.copyOf(differences);
    }
  }

  /** Accepted, of no particular level. */
  static CaseOutcome accepted() {
    return new Accepted(Optional.empty());
  }
}
