// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.verify;

import dev.aver.attestation.Reason;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.endorsement.Certificate;
import dev.aver.attestation.endorsement.EcdsaSignature;
import dev.aver.attestation.endorsement.VerificationKey;
import dev.aver.attestation.result.Step;
import dev.aver.attestation.tdx.abi.QeReport;
import dev.aver.attestation.tdx.abi.QuoteAuth;
import dev.aver.attestation.tdx.collateral.Masked;
import dev.aver.attestation.tdx.collateral.QeIdentity;
import dev.aver.attestation.tdx.collateral.SvnLevel;
import java.util.Optional;

/**
 * Step 5: the attestation key was made by Intel's quoting enclave on this platform (attestation.md,
 * 6). Without the identity check any enclave on the machine could pose as it.
 */
public final class QuotingEnclave {
  private static final Bytes ZEROS = Bytes.of(new byte[32]);

  private QuotingEnclave() {}

  /** Whether the platform's key signed the report, and the report names the attestation key. */
  public static void checkReport(
      QuoteAuth auth, Certificate pck, KnownCollateral known, Step step) {
    var report = auth.qeReport().bytes();
    var signature = auth.qeReportSignature();
    var signed =
        known.signed.isSigned(
            KnownCollateral.pair(report, signature),
            pck,
            true,
            () ->
                pck.key() instanceof VerificationKey.Ec key
                    && key.verifies(report, EcdsaSignature.bigEndian(signature)));
    step.require(signed, Reason.QE_REPORT_SIGNATURE, "not signed by the PCK key");
  }

  /** Whether the report's data is the hash of the attestation key and nothing else. */
  public static void checkBinding(QuoteAuth auth, Step step) {
    var hash = Hashes.sha256(auth.attestationKey(), auth.qeAuthData());
    var expected = hash.bytes().plus(ZEROS);
    step.require(
        auth.qeReport().reportData().equals(expected),
        Reason.QE_REPORT_DATA,
        "does not bind the attestation key");
  }

  /** Whether the enclave is the one of {@code identity}; its level, if any fits. */
  public static Optional<SvnLevel> checkIdentity(QeReport report, QeIdentity identity, Step step) {
    if (!report.mrSigner().equals(identity.mrSigner())) {
      step.mismatch(Reason.QE_MRSIGNER, identity.mrSigner().hex(), report.mrSigner().hex());
    }
    if (report.isvProdId() != identity.isvProdId()) {
      step.mismatch(
          Reason.QE_ISVPRODID,
          Integer.toString(identity.isvProdId()),
          Integer.toString(report.isvProdId()));
    }
    step.require(
        Masked.equal(report.miscSelect(), identity.miscSelect(), identity.miscSelectMask()),
        Reason.QE_MISCSELECT,
        report.miscSelect().hex());
    step.require(
        Masked.equal(report.attributes(), identity.attributes(), identity.attributesMask()),
        Reason.QE_ATTRIBUTES,
        report.attributes().hex());
    var level = SvnLevel.match(identity.levels(), report.isvSvn());
    step.require(level.isPresent(), Reason.QE_ISVSVN_UNSUPPORTED, "ISVSVN " + report.isvSvn());
    return level;
  }
}
