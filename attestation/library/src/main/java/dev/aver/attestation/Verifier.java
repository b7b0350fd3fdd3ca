// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation;

import dev.aver.attestation.bundle.BundleVerification;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.result.AttestationResult;

/**
 * Says what a document is worth, by the rules of formats.md alone: a pure function of the document
 * and of what the verifier knows, demands and has asked. It reads no clock, network or file.
 *
 * <p>Whatever the bytes are, there is a result with a reason, never an exception.
 */
public final class Verifier {
  private Verifier() {}

  /**
   * Verifies a document of any {@code type}: evidence or proof. A receipt alone is refused with a
   * hint, since it names an enclave and does not show one.
   */
  public static AttestationResult verify(Bytes document, Verification options) {
    return new BundleVerification(options).any(document);
  }

  /** Verifies a document that must be evidence. */
  public static AttestationResult verifyEvidence(Bytes document, Verification options) {
    return new BundleVerification(options).evidence(document);
  }

  /** Verifies a document that must be a proof. */
  public static AttestationResult verifyProof(Bytes document, Verification options) {
    return new BundleVerification(options).proof(document);
  }

  /**
   * Verifies a bare SNP report, {@code {"report","vek","ask","ark","crl"}} in base64url with an
   * optional {@code crl}. That says what the hardware signed, and nothing of keys or models.
   */
  public static AttestationResult verifyReport(Bytes document, Verification options) {
    return new BundleVerification(options).report(document);
  }
}
