// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.verify;

import dev.aver.attestation.Reason;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.endorsement.Validity;
import dev.aver.attestation.policy.Expectation;
import dev.aver.attestation.result.Step;
import dev.aver.attestation.tdx.collateral.QeIdentity;
import dev.aver.attestation.tdx.collateral.TcbInfo;
import dev.aver.attestation.tdx.collateral.TdxCollateral;
import java.util.Optional;

/**
 * Step 4: what Intel says of platforms and of its quoting enclave, each with an issuer chain of its
 * own to the root of the platform's chain (attestation.md, 6).
 *
 * @param tcbInfo absent if not signed by Intel or malformed
 * @param qeIdentity absent as well
 */
public record Statements(Optional<TcbInfo> tcbInfo, Optional<QeIdentity> qeIdentity) {
  private static final SignedDocument.Kind<TcbInfo> TCB_INFO =
      new SignedDocument.Kind<>(
          new Signer.Reasons(
              Reason.TCB_INFO_CHAIN_FORMAT,
              Reason.TCB_INFO_CHAIN_UNTRUSTED_ROOT,
              Reason.TCB_INFO_CHAIN_SIGNATURE,
              Reason.TCB_INFO_SIGNER,
              Reason.TCB_INFO_CHAIN_REVOKED,
              Reason.TCB_INFO_SIGNER_REVOKED),
          new Dates(Reason.TCB_INFO_SIGNER_NOT_YET_VALID, Reason.TCB_INFO_SIGNER_EXPIRED),
          Reason.TCB_INFO_SIGNATURE,
          Reason.TCB_INFO_FORMAT,
          new Dates(Reason.TCB_INFO_NOT_YET_VALID, Reason.TCB_INFO_EXPIRED),
          TcbInfo.MAX_SIZE,
          TcbInfo::parse,
          TcbInfo::hasLevels,
          info -> new Validity(info.issuedAt(), info.nextUpdate()),
          TcbInfo::evaluationNumber);

  private static final SignedDocument.Kind<QeIdentity> QE_IDENTITY =
      new SignedDocument.Kind<>(
          new Signer.Reasons(
              Reason.QE_IDENTITY_CHAIN_FORMAT,
              Reason.QE_IDENTITY_CHAIN_UNTRUSTED_ROOT,
              Reason.QE_IDENTITY_CHAIN_SIGNATURE,
              Reason.QE_IDENTITY_SIGNER,
              Reason.QE_IDENTITY_CHAIN_REVOKED,
              Reason.QE_IDENTITY_SIGNER_REVOKED),
          new Dates(Reason.QE_IDENTITY_SIGNER_NOT_YET_VALID, Reason.QE_IDENTITY_SIGNER_EXPIRED),
          Reason.QE_IDENTITY_SIGNATURE,
          Reason.QE_IDENTITY_FORMAT,
          new Dates(Reason.QE_IDENTITY_NOT_YET_VALID, Reason.QE_IDENTITY_EXPIRED),
          QeIdentity.MAX_SIZE,
          QeIdentity::parse,
          QeIdentity::hasLevels,
          identity -> new Validity(identity.issuedAt(), identity.nextUpdate()),
          QeIdentity::evaluationNumber);

  /**
   * The demands on both documents.
   *
   * @param evaluationNumber least number of the set of knowledge that they rest on
   * @param onlyGiven whether a document of which there is nothing is passed over
   */
  public record Check(
      TrustAnchors anchors,
      Expectation<Long> evaluationNumber,
      KnownCollateral known,
      long at,
      boolean onlyGiven) {
    /**
     * Checks both documents.
     *
     * @param chain the platform's, whose root they must share
     * @param revoked takes a revoked signer, which spoils its chain in {@code step} as well: when
     *     step 3 is made the signers are not known yet
     */
    public Statements run(
        TdxCollateral collateral,
        Optional<PckChain> chain,
        Revocation revocation,
        Step revoked,
        Step step) {
      var root = chain.map(PckChain::root);
      var tcbInfo = new SignedDocument<>(TCB_INFO, known.tcbInfos, this);
      var qeIdentity = new SignedDocument<>(QE_IDENTITY, known.qeIdentities, this);
      return new Statements(
          tcbInfo.check(
              new SignedDocument.Text(
                  collateral.tcbInfoIssuerChain(),
                  collateral.tcbInfo(),
                  collateral.tcbInfoSignature()),
              root,
              signer -> lookUp(signer, revocation, TCB_INFO, revoked, step),
              step),
          qeIdentity.check(
              new SignedDocument.Text(
                  collateral.qeIdentityIssuerChain(),
                  collateral.qeIdentity(),
                  collateral.qeIdentitySignature()),
              root,
              signer -> lookUp(signer, revocation, QE_IDENTITY, revoked, step),
              step));
    }
  }

  private static void lookUp(
      Signer signer, Revocation revocation, SignedDocument.Kind<?> kind, Step revoked, Step step) {
    var serial = signer.certificate().serial();
    if (revocation.root().filter(crl -> crl.revokes(serial)).isPresent()) {
      revoked.failed(kind.signer().revoked(), "serial " + serial.toString(16));
      step.failed(kind.signer().chainRevoked(), "the signer has been revoked");
    }
  }
}
