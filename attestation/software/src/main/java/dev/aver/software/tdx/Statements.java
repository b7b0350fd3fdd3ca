// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.tdx;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Validity;
import dev.aver.attestation.tdx.collateral.TdxCollateral;
import dev.aver.software.tdx.PckTerms.PckIssuer;
import java.math.BigInteger;
import java.util.List;

/**
 * All that is signed about a platform, before it is signed: what TCB info and QE identity say to
 * the byte, how long each holds, what is revoked. Any of it can be wrong.
 */
final class Statements {
  private final IntelAuthorities authorities;
  private final Bytes root;
  private final PckIssuer issuer;
  private Bytes issuerCertificate;
  private Bytes signerCertificate;
  private String tcbInfo;
  private String qeIdentity;
  private Validity rootCrl;
  private Validity pckCrl;
  private List<BigInteger> revokedByRoot = List.of();
  private List<BigInteger> revokedByIssuer = List.of();

  /** What is said of a platform that is up to date, for this long. */
  Statements(
      IntelAuthorities authorities,
      Bytes root,
      Bytes signerCertificate,
      PckIssuer issuer,
      Bytes issuerCertificate,
      Validity validity) {
    this.authorities = authorities;
    this.root = root;
    this.signerCertificate = signerCertificate;
    this.issuer = issuer;
    this.issuerCertificate = issuerCertificate;
    this.tcbInfo = StatementText.of(TdxPlatform.tcbInfo(validity));
    this.qeIdentity = StatementText.of(TdxPlatform.qeIdentity(validity));
    this.rootCrl = validity;
    this.pckCrl = validity;
  }

  Statements tcbInfo(String text) {
    tcbInfo = text;
    return this;
  }

  Statements qeIdentity(String text) {
    qeIdentity = text;
    return this;
  }

  Statements signer(Bytes certificate) {
    signerCertificate = certificate;
    return this;
  }

  Statements rootCrl(Validity validity) {
    rootCrl = validity;
    return this;
  }

  Statements pckCrl(Validity validity) {
    pckCrl = validity;
    return this;
  }

  Statements revokedByRoot(BigInteger... serials) {
    revokedByRoot = List.of(serials);
    return this;
  }

  Statements revokedByIssuer(BigInteger... serials) {
    revokedByIssuer = List.of(serials);
    return this;
  }

  /** Signed and in the form in which they travel. */
  TdxCollateral signed() {
    var signers = IntelAuthorities.pem(signerCertificate, root);
    return new TdxCollateral(
        IntelAuthorities.pem(issuerCertificate, root),
        authorities.rootCrl(rootCrl, revokedByRoot).hex(),
        authorities.pckCrl(issuer, pckCrl, revokedByIssuer).hex(),
        signers,
        tcbInfo,
        authorities.sign(tcbInfo),
        signers,
        qeIdentity,
        authorities.sign(qeIdentity));
  }
}
