// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.verify;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Certificate;
import dev.aver.attestation.endorsement.Pem;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.result.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The three certificates of a quote and what links them: names, signatures and the right to issue
 * (attestation.md, 6). Each link that is missing is named, not the first alone.
 *
 * @param pck the platform's
 * @param ca of the authority that is said to have issued it
 * @param last said to be the root; whether it is comes out of {@link #authenticate}
 */
record PckLinks(Certificate pck, Certificate ca, Certificate last) {
  private static final Set<String> AUTHORITIES =
      Set.of("Intel SGX PCK Platform CA", "Intel SGX PCK Processor CA");
  private static final int LENGTH = 3;
  private static final int ROOT = 2;

  /** Exactly three certificates of PEM text. */
  static Optional<PckLinks> decode(Bytes pem, KnownCollateral known, Step step) {
    try {
      var blocks = Pem.blocks(pem, LENGTH, Reason.PCK_CHAIN_FORMAT);
      if (blocks.size() == LENGTH) {
        return decode(blocks, known, step);
      }
      step.failed(Reason.PCK_CHAIN_FORMAT, blocks.size() + " certificates, not " + LENGTH);
    } catch (Rejected e) {
      step.failed(e);
      unreadablePck(pem, step);
    }
    return Optional.empty();
  }

  /**
   * A certificate that cannot be read leaves a chain that is not of three certificates, and none
   * that cannot be read is the one pinned.
   */
  private static Optional<PckLinks> decode(List<String> blocks, KnownCollateral known, Step step) {
    var pck = read(blocks.get(0), Reason.PCK_CERT_PARSE, known, step);
    var ca = read(blocks.get(1), Reason.PCK_CHAIN_FORMAT, known, step);
    var last = read(blocks.get(ROOT), Reason.PCK_CHAIN_FORMAT, known, step);
    if (last.isEmpty()) {
      step.failed(Reason.PCK_CHAIN_UNTRUSTED_ROOT, "the root cannot be read");
    }
    return pck.isPresent() && ca.isPresent() && last.isPresent()
        ? Optional.of(new PckLinks(pck.get(), ca.get(), last.get()))
        : Optional.empty();
  }

  private static Optional<Certificate> read(
      String block, Reason reason, KnownCollateral known, Step step) {
    try {
      return Optional.of(known.signed.certificate(Pem.decode(block, reason), reason));
    } catch (Rejected e) {
      step.failed(e);
      var other =
          reason == Reason.PCK_CHAIN_FORMAT ? Reason.PCK_CERT_PARSE : Reason.PCK_CHAIN_FORMAT;
      step.failed(other, "a certificate of the chain cannot be read");
      return Optional.empty();
    }
  }

  private static void unreadablePck(Bytes pem, Step step) {
    try {
      first(pem);
    } catch (Rejected e) {
      step.failed(e);
    }
  }

  /**
   * The first certificate of PEM text.
   *
   * @throws Rejected {@link Reason#PCK_CERT_PARSE}
   */
  static Certificate first(Bytes pem) throws Rejected {
    return Certificate.parse(Pem.first(pem, Reason.PCK_CERT_PARSE), Reason.PCK_CERT_PARSE);
  }

  /** The pinned root that all of them hang on; empty if a link is missing. */
  Optional<Root> authenticate(TrustAnchors anchors, KnownCollateral known, Step step) {
    var root = Root.pinned(last, anchors, known);
    step.require(
        root.isPresent(), Reason.PCK_CHAIN_UNTRUSTED_ROOT, "root key " + last.keyDigest().hex());
    var issued = linked(ca, last, known, root.isPresent(), step);
    var linked = linked(pck, ca, known, issued && root.isPresent(), step) && issued;
    var authorities =
        step.require(
            last.authority().mayIssue(1) && ca.authority().mayIssue(0),
            Reason.PCK_CHAIN_NOT_CA,
            "an issuer may not issue certificates");
    var named =
        step.require(
            AUTHORITIES.contains(ca.subject().display()) && !pck.authority().ca(),
            Reason.PCK_CHAIN_FORMAT,
            "not a PCK certificate under a PCK CA");
    return root.filter(found -> linked && authorities && named);
  }

  private static boolean linked(
      Certificate subject, Certificate issuer, KnownCollateral known, boolean anchored, Step step) {
    return step.require(
        subject.issuer().equals(issuer.subject())
            && known.signed.isSigned(subject, issuer, anchored),
        Reason.PCK_CHAIN_SIGNATURE,
        subject.subject().display() + " is not issued by " + issuer.subject().display());
  }
}
