// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.verify;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Certificate;
import dev.aver.attestation.endorsement.Crl;
import dev.aver.attestation.endorsement.Pem;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.result.Step;
import dev.aver.attestation.tdx.collateral.TdxCollateral;
import java.util.Optional;

/**
 * The CA that issues a PCK CRL, where there is no quote whose chain would name it: for whoever
 * checks collateral before keeping or passing it on.
 */
public record CrlAuthority(Certificate ca, Root root) {
  private static final int LENGTH = 2;

  /**
   * Checks both revocation lists by the issuer chain that travels with them.
   *
   * @param onlyGiven whether a list that is empty is passed over
   */
  public static Revocation check(
      TdxCollateral collateral,
      boolean onlyGiven,
      TrustAnchors anchors,
      KnownCollateral known,
      long at,
      Step step) {
    if (onlyGiven && nothingIn(collateral)) {
      step.skipped("not given");
      return Revocation.NONE;
    }
    Optional<CrlAuthority> authority = Optional.empty();
    try {
      authority = Optional.of(follow(collateral.pckCrlIssuerChain(), anchors, known));
    } catch (Rejected e) {
      step.failed(e);
    }
    return authority
        .map(found -> found.lists(collateral, onlyGiven, known, at, step))
        .orElse(Revocation.NONE);
  }

  private static boolean nothingIn(TdxCollateral collateral) {
    return collateral.pckCrlIssuerChain().isEmpty()
        && collateral.rootCaCrl().isEmpty()
        && collateral.pckCrl().isEmpty();
  }

  private Revocation lists(
      TdxCollateral collateral, boolean onlyGiven, KnownCollateral known, long at, Step step) {
    var rootList =
        onlyGiven && collateral.rootCaCrl().isEmpty()
            ? Optional.<Crl>empty()
            : CrlCheck.ROOT.check(collateral.rootCaCrl(), root.certificate(), known, at, step);
    var pckList =
        onlyGiven && collateral.pckCrl().isEmpty()
            ? Optional.<Crl>empty()
            : CrlCheck.PCK.check(collateral.pckCrl(), ca, known, at, step);
    rootList.ifPresent(
        crl ->
            step.require(
                !crl.revokes(ca.serial()),
                Reason.PCK_CA_REVOKED,
                "serial " + ca.serial().toString(16)));
    return new Revocation(rootList, pckList);
  }

  private static CrlAuthority follow(String pem, TrustAnchors anchors, KnownCollateral known)
      throws Rejected {
    var encoded = Pem.certificates(Bytes.utf8(pem), LENGTH, Reason.PCK_CHAIN_FORMAT);
    if (encoded.size() != LENGTH) {
      throw new Rejected(Reason.PCK_CHAIN_FORMAT, encoded.size() + " certificates, not " + LENGTH);
    }
    var ca = known.signed.certificate(encoded.get(0), Reason.PCK_CHAIN_FORMAT);
    var candidate = known.signed.certificate(encoded.get(1), Reason.PCK_CHAIN_FORMAT);
    var root =
        Root.pinned(candidate, anchors, known)
            .orElseThrow(
                () ->
                    new Rejected(
                        Reason.PCK_CHAIN_UNTRUSTED_ROOT,
                        "root key " + candidate.keyDigest().hex()));
    if (!root.issued(ca, known)) {
      throw new Rejected(Reason.PCK_CHAIN_SIGNATURE, "the CA is not issued by the root");
    }
    if (!root.certificate().authority().mayIssue(1) || !ca.authority().mayIssue(0)) {
      throw new Rejected(Reason.PCK_CHAIN_NOT_CA, "an issuer may not issue certificates");
    }
    return new CrlAuthority(ca, root);
  }
}
