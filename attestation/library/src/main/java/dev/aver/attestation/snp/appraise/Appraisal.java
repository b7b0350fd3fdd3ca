// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.snp.appraise;

import dev.aver.attestation.Reason;
import dev.aver.attestation.policy.Expectation;
import dev.aver.attestation.snp.abi.Product;
import dev.aver.attestation.snp.abi.SigningKey;
import dev.aver.attestation.snp.abi.SnpReport;
import dev.aver.attestation.snp.abi.TcbLayout;
import dev.aver.attestation.snp.steps.Steps;
import java.util.Optional;

/** Step 8: one report against one policy; every demand that is not met is named. */
public final class Appraisal {
  private static final int STEP = 8;

  private final SnpReport report;
  private final Steps steps;

  /** Judges {@code report}, which has the form of one. */
  public Appraisal(SnpReport report, Steps steps) {
    this.report = report;
    this.steps = steps;
  }

  /** The guest's policy, ABI, privilege level and SVN. */
  public void guest(GuestDemands demands) {
    var policy = report.policy();
    expect(Reason.POLICY_DEBUG, demands.debug(), policy.debug());
    expect(Reason.POLICY_MIGRATE_MA, demands.migrationAgent(), policy.migrationAgent());
    expect(Reason.POLICY_SMT, demands.smt(), policy.smt());
    expect(Reason.POLICY_SINGLE_SOCKET, demands.singleSocket(), policy.singleSocket());
    expect(Reason.POLICY_ABI, demands.abi(), policy.abi());
    expect(Reason.POLICY_CXL, demands.cxl(), policy.cxl());
    expect(Reason.POLICY_AES256_XTS, demands.aes256Xts(), policy.aes256Xts());
    expect(Reason.POLICY_RAPL, demands.raplDisabled(), policy.raplDisabled());
    expect(Reason.POLICY_CIPHERTEXT_HIDING, demands.ciphertextHiding(), policy.ciphertextHiding());
    expect(Reason.POLICY_PAGE_SWAP, demands.pageSwapDisabled(), policy.pageSwapDisabled());
    // A VMPL beyond 3 has failed step 1; here it only must not pass for another number.
    expect(Reason.VMPL_MISMATCH, demands.vmpl(), (int) report.vmpl());
    expect(Reason.GUEST_SVN_BELOW_MINIMUM, demands.guestSvn(), report.guestSvn());
  }

  /** The machine and its firmware; {@code product} and {@code kind} where they are known. */
  public void platform(
      PlatformDemands demands, Optional<Product> product, Optional<SigningKey> kind) {
    if (product.isPresent()) {
      product(demands, product.get());
    }
    if (kind.isPresent()) {
      expect(Reason.SIGNING_KEY_NOT_ACCEPTED, demands.signingKey(), kind.get());
    }
    var provisional =
        !report.committedTcb().equals(report.currentTcb())
            || !report.committedFirmware().equals(report.currentFirmware());
    expect(Reason.PROVISIONAL_FIRMWARE, demands.provisionalFirmware(), provisional);
    expect(Reason.PLATFORM_INFO_MISMATCH, demands.info(), report.platformInfo().bits());
    var launch = demands.launchMitigations();
    expect(Reason.MITIGATION_MISMATCH, launch, report.launchMitigations());
    var current = demands.currentMitigations();
    expect(Reason.MITIGATION_MISMATCH, current, report.currentMitigations());
  }

  private void product(PlatformDemands demands, Product product) {
    var firmware = demands.products().get(product);
    if (firmware == null) {
      steps.fail(STEP, Reason.PRODUCT_NOT_ACCEPTED, product.line());
    } else {
      firmware(firmware, product.layout());
    }
  }

  private void firmware(FirmwareDemands demands, TcbLayout layout) {
    var reported = layout.decode(report.reportedTcb());
    var launch = layout.decode(report.launchTcb());
    var current = layout.decode(report.currentTcb());
    var committed = layout.decode(report.committedTcb());
    expect(Reason.TCB_BELOW_MINIMUM, demands.reported(), reported);
    expect(Reason.LAUNCH_TCB_BELOW_MINIMUM, demands.launch(), launch);
    expect(Reason.CURRENT_TCB_BELOW_MINIMUM, demands.current(), current);
    expect(Reason.COMMITTED_TCB_BELOW_MINIMUM, demands.committed(), committed);
    var running = demands.currentVersion();
    expect(Reason.FIRMWARE_BELOW_MINIMUM, running, report.currentFirmware());
    var fixed = demands.committedVersion();
    expect(Reason.FIRMWARE_BELOW_MINIMUM, fixed, report.committedFirmware());
  }

  /** The guest, its chip and its provider; {@code cspId} of a VLEK. */
  public void identity(IdentityDemands demands, Optional<String> cspId) {
    expect(Reason.REPORT_DATA_MISMATCH, demands.reportData(), report.reportData());
    expect(Reason.MEASUREMENT_MISMATCH, demands.measurement(), report.measurement());
    expect(Reason.HOST_DATA_MISMATCH, demands.hostData(), report.hostData());
    expect(Reason.ID_KEY_MISMATCH, demands.idKeyDigest(), report.idKeyDigest());
    expect(Reason.AUTHOR_KEY_MISMATCH, demands.authorKeyDigest(), report.authorKeyDigest());
    expect(Reason.FAMILY_ID_MISMATCH, demands.familyId(), report.familyId());
    expect(Reason.IMAGE_ID_MISMATCH, demands.imageId(), report.imageId());
    // A chip that is demanded cannot be found in a masked id: say which of the two it is.
    steps.require(
        STEP,
        !report.chipId().isZero() || demands.chipId().accepts(report.chipId()),
        Reason.CHIP_ID_MASKED,
        "policy demands " + demands.chipId().demand());
    expect(Reason.CHIP_ID_MISMATCH, demands.chipId(), report.chipId());
    steps.require(
        STEP,
        !demands.deniedChipIds().contains(report.chipId()),
        Reason.CHIP_ID_DENIED,
        report.chipId().hex());
    expect(Reason.CSP_ID_MISMATCH, demands.cspId(), cspId.orElse(""));
  }

  private <T> void expect(Reason reason, Expectation<T> expectation, T actual) {
    steps.expect(STEP, reason, expectation, actual);
  }
}
