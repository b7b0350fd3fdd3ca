// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance;

import dev.aver.attestation.Rejected;

/** Evaluates the cases of one kind. */
@FunctionalInterface
public interface CaseRunner {
  /**
   * Evaluates one case from its inputs.
   *
   * @throws Rejected if the input is refused for one reason: the same as {@link
   *     CaseOutcome.Refused}
   */
  CaseOutcome run(FormatCase formatCase) throws Rejected;
}
