// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.policy;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Certificate;
import dev.aver.attestation.policy.Expectation.Exactly;
import dev.aver.attestation.snp.SnpEndorsements;
import dev.aver.attestation.snp.abi.Product;
import dev.aver.attestation.snp.abi.SigningKey;
import dev.aver.attestation.snp.abi.SnpReport;
import dev.aver.attestation.snp.abi.TcbLayout;
import dev.aver.attestation.snp.appraise.FirmwareDemands;
import dev.aver.attestation.snp.appraise.GuestDemands;
import dev.aver.attestation.snp.appraise.IdentityDemands;
import dev.aver.attestation.snp.appraise.PlatformDemands;
import dev.aver.attestation.snp.appraise.SnpPolicy;
import dev.aver.attestation.snp.appraise.TcbFloor;
import dev.aver.attestation.snp.verify.VekRole;
import java.util.List;
import java.util.Map;

/** The demands on SEV-SNP that exactly one report meets. */
final class SnpPolicyOfReport {
  private SnpPolicyOfReport() {}

  static SnpPolicy of(Bytes raw, SnpEndorsements endorsements) throws Rejected {
    var report = SnpReport.parse(raw);
    var role = VekRole.of(Certificate.parse(endorsements.vek(), Reason.VEK_PARSE));
    var product =
        role.line()
            .flatMap(Product::named)
            .orElseThrow(() -> new Rejected(Reason.PRODUCT_UNKNOWN, "by the issuer of its key"));
    var key = role.kind().orElseThrow(() -> new Rejected(Reason.VEK_KIND, "neither VCEK nor VLEK"));
    return new SnpPolicy(guest(report), platform(report, product, key), identity(report));
  }

  private static GuestDemands guest(SnpReport report) {
    var policy = report.policy();
    return new GuestDemands(
        new Exactly<>(policy.debug()),
        new Exactly<>(policy.migrationAgent()),
        new Exactly<>(policy.smt()),
        new Exactly<>(policy.singleSocket()),
        new Exactly<>(policy.cxl()),
        new Exactly<>(policy.aes256Xts()),
        new Exactly<>(policy.raplDisabled()),
        new Exactly<>(policy.ciphertextHiding()),
        new Exactly<>(policy.pageSwapDisabled()),
        new Exactly<>(policy.abi()),
        new Exactly<>((int) report.vmpl()),
        Expectation.atLeast(report.guestSvn()));
  }

  private static PlatformDemands platform(SnpReport report, Product product, SigningKey key) {
    var committed = report.committedTcb().equals(report.currentTcb());
    return new PlatformDemands(
        Map.of(product, firmware(report, product.layout())),
        new Exactly<>(key),
        committed && report.committedFirmware().equals(report.currentFirmware())
            ? new Exactly<>(false)
            : PolicyOfEvidence.unchecked("the running firmware has not been committed yet"),
        new Exactly<>(report.platformInfo().bits()),
        new Exactly<>(report.launchMitigations()),
        new Exactly<>(report.currentMitigations()),
        new Exactly<>(true));
  }

  // Floors, since newer firmware is no worse; what is older than this evidence is refused.
  private static FirmwareDemands firmware(SnpReport report, TcbLayout layout) {
    return new FirmwareDemands(
        TcbFloor.of(layout.decode(report.reportedTcb())),
        TcbFloor.of(layout.decode(report.currentTcb())),
        TcbFloor.of(layout.decode(report.committedTcb())),
        TcbFloor.of(layout.decode(report.launchTcb())),
        Expectation.atLeast(report.currentFirmware()),
        Expectation.atLeast(report.committedFirmware()));
  }

  private static IdentityDemands identity(SnpReport report) {
    return new IdentityDemands(
        PolicyOfEvidence.unchecked(PolicyOfEvidence.BOUND),
        new Exactly<>(report.measurement()),
        new Exactly<>(report.hostData()),
        new Exactly<>(report.idKeyDigest()),
        new Exactly<>(report.authorKeyDigest()),
        new Exactly<>(report.familyId()),
        new Exactly<>(report.imageId()),
        new Exactly<>(report.chipId().isZero()),
        new Exactly<>(report.chipId()),
        List.of(),
        PolicyOfEvidence.unchecked("a chip's own key names no provider; name yours for a VLEK"));
  }
}
