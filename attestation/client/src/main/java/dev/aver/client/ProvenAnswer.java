// SPDX-License-Identifier: Apache-2.0
package dev.aver.client;

import dev.aver.attestation.bundle.ProofBundle;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.result.AttestationResult;
import dev.aver.attestation.result.Verdict;

/**
 * An answer with the proof that could be had so far, which has been verified.
 *
 * @param proof complete: with receipt, opening and everything that it opens
 * @param result what was found of it
 */
public record ProvenAnswer(CheckedAnswer answer, ProofBundle proof, AttestationResult result) {
  /** How far it has come: {@code signed}, {@code logged}, {@code attested} … */
  public String level() {
    return result.claims().get("level") instanceof Json.Str(String level) ? level : "unknown";
  }

  /** Whether its checkpoint is in a report of the hardware. */
  public boolean isAttested() {
    return result.verdict() != Verdict.REJECTED
        && !level().equals("signed")
        && !level().equals("logged")
        && !level().equals("unknown");
  }
}
