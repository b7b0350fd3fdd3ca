// SPDX-License-Identifier: Apache-2.0
package dev.aver.client;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.Verification;
import dev.aver.attestation.Verifier;
import dev.aver.attestation.bundle.EvidenceBundle;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.result.AttestationResult;
import dev.aver.attestation.result.Verdict;

/** An enclave whose evidence was verified: there is no other way to one. */
public final class AttestedEnclave {
  private final Bytes document;
  private final EvidenceBundle evidence;
  private final AttestationResult result;

  private AttestedEnclave(Bytes document, EvidenceBundle evidence, AttestationResult result) {
    this.document = document;
    this.evidence = evidence;
    this.result = result;
  }

  /**
   * Verifies {@code document}.
   *
   * @throws NotVerified unless the verdict is "verified"
   */
  public static AttestedEnclave of(Bytes document, Verification options) throws NotVerified {
    var result = Verifier.verifyEvidence(document, options);
    if (result.verdict() != Verdict.VERIFIED) {
      throw new NotVerified("the enclave's evidence", result);
    }
    try {
      return new AttestedEnclave(document, EvidenceBundle.parse(document), result);
    } catch (Rejected e) {
      throw new IllegalStateException("verified, but not readable", e);
    }
  }

  /** The evidence, byte for byte as it was verified. */
  public Bytes document() {
    return document;
  }

  /** The evidence. */
  public EvidenceBundle evidence() {
    return evidence;
  }

  /** What was found. */
  public AttestationResult result() {
    return result;
  }

  /** Its name. */
  public Digest digest() {
    return evidence.keyset().enclave();
  }

  /** The rules for its answers. */
  public AnswerRules rules() {
    return new AnswerRules(evidence.keyset(), evidence.models());
  }
}
