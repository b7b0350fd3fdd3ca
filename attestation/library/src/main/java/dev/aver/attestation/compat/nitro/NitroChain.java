// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.compat.nitro;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.endorsement.Certificate;
import dev.aver.attestation.endorsement.Curve;
import dev.aver.attestation.endorsement.VerificationKey;
import java.util.ArrayList;
import java.util.List;

/**
 * The certificates of a document from the root down to the leaf, all P-384 with SHA-384. No
 * revocation: AWS's leaves live for hours.
 */
final class NitroChain {
  /** Root first, leaf last. */
  private final List<Certificate> certificates;

  private NitroChain(List<Certificate> certificates) {
    this.certificates = certificates;
  }

  /** Requires the root to be the given one and each certificate to be issued by the one before. */
  static NitroChain check(NitroDocument document, NitroRoot root) throws Rejected {
    var chain = new ArrayList<Certificate>();
    for (var der : document.bundle()) {
      chain.add(Certificate.parse(der, Reason.NITRO_CHAIN));
    }
    chain.add(Certificate.parse(document.certificate(), Reason.NITRO_CHAIN));
    if (!chain.getFirst().digest().equals(root.certificate())) {
      throw new Rejected(
          Reason.NITRO_UNTRUSTED_ROOT, "the chain begins with " + chain.getFirst().digest());
    }
    requireIssued(chain.getFirst(), chain.getFirst(), chain.size() - 2);
    for (var i = 1; i < chain.size(); i++) {
      requireIssued(chain.get(i), chain.get(i - 1), chain.size() - 1 - i);
    }
    if (chain.getLast().authority().ca() || !chain.getLast().authority().understood()) {
      throw bad(chain.getLast(), "is an authority itself, or has an extension that is not known");
    }
    return new NitroChain(chain);
  }

  private static void requireIssued(Certificate subject, Certificate issuer, int below)
      throws Rejected {
    if (!subject.issuer().equals(issuer.subject())) {
      throw bad(subject, "names another issuer");
    }
    if (!issuer.authority().mayIssue(Math.max(0, below))) {
      throw bad(issuer, "is no authority for what it signs");
    }
    if (!subject.isSignedWithSha384(issuer.key())) {
      throw bad(subject, "is not signed by its issuer with P-384 and SHA-384");
    }
  }

  /** Requires {@code at} to lie in the life of every certificate. */
  void requireAlive(long at) throws Rejected {
    for (var certificate : certificates) {
      if (certificate.validity().notYet(at)) {
        throw new Rejected(Reason.NITRO_NOT_YET_VALID, name(certificate));
      }
      if (certificate.validity().over(at)) {
        throw new Rejected(Reason.NITRO_EXPIRED, name(certificate));
      }
    }
  }

  /** The key that signed the document. */
  VerificationKey.Ec leafKey() throws Rejected {
    var leaf = certificates.getLast();
    if (leaf.key() instanceof VerificationKey.Ec key && key.curve() == Curve.P384) {
      return key;
    }
    throw bad(leaf, "has no P-384 key");
  }

  private static String name(Certificate certificate) {
    return certificate.subject().display();
  }

  private static Rejected bad(Certificate certificate, String what) {
    return new Rejected(Reason.NITRO_CHAIN, name(certificate) + " " + what);
  }
}
