// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.inspect;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.snp.abi.Cpuid;
import dev.aver.attestation.snp.abi.ReportForm;
import dev.aver.attestation.snp.abi.SnpReport;
import java.util.Optional;

/** An SNP attestation report, with what breaks its form (attestation.md, 1). */
final class SnpReportPart {
  private static final long ASKED_BY_HOST = 0xffff_ffffL;
  private static final int TAIL = 0x330;

  private SnpReportPart() {}

  static Part read(Bytes raw) throws Rejected {
    var report = SnpReport.read(raw);
    var violations = ReportForm.violations(report);
    for (var violation : violations) {
      if (violation.reason() == Reason.REPORT_VERSION) {
        throw violation; // Nobody knows what the fields of another version mean.
      }
    }
    var part = Part.of("SNP attestation report", raw.size());
    var walk = new Walk(raw, Reason.REPORT_LENGTH, part);
    guest(report, walk);
    identity(report, walk);
    platform(report, walk);
    walk.field("SIGNATURE.R", 72, "little-endian");
    walk.field("SIGNATURE.S", 72, "little-endian");
    walk.reserved(SnpReport.SIZE - TAIL);
    violations.forEach(part::problem);
    return part.build();
  }

  private static void guest(SnpReport report, Walk walk) throws Rejected {
    walk.number("VERSION", 4);
    walk.number("GUEST_SVN", 4);
    walk.field("POLICY", 8, SnpWords.policy(report.policy()));
    walk.field("FAMILY_ID", 16);
    walk.field("IMAGE_ID", 16);
    var vmpl = report.vmpl();
    walk.field("VMPL", 4, vmpl == ASKED_BY_HOST ? "asked for by the host" : Long.toString(vmpl));
    walk.field(
        "SIGNATURE_ALGO",
        4,
        report.signatureAlgorithm() == 1 ? "ECDSA P-384 with SHA-384" : "unknown");
    walk.field("CURRENT_TCB", 8, tcb(report, report.currentTcb()));
    walk.field("PLATFORM_INFO", 8, SnpWords.platform(report.platformInfo()));
    walk.field("SIGNER_INFO", 4, SnpWords.signer(report.signerInfo()));
    walk.reserved(4);
  }

  private static void identity(SnpReport report, Walk walk) throws Rejected {
    walk.field("REPORT_DATA", 64, "chosen by the guest");
    walk.field("MEASUREMENT", 48, "launch digest");
    walk.field("HOST_DATA", 32, "chosen by the host");
    walk.field("ID_KEY_DIGEST", 48);
    walk.field("AUTHOR_KEY_DIGEST", 48);
    walk.field("REPORT_ID", 32);
    walk.field("REPORT_ID_MA", 32);
    walk.field("REPORTED_TCB", 8, tcb(report, report.reportedTcb()));
    if (report.cpuid().isPresent()) {
      walk.field("CPUID", 3, cpuid(report.cpuid().get()));
      walk.reserved(21);
    } else {
      walk.reserved(24);
    }
    walk.field("CHIP_ID", 64, report.chipId().isZero() ? "masked" : "");
  }

  private static void platform(SnpReport report, Walk walk) throws Rejected {
    walk.field("COMMITTED_TCB", 8, tcb(report, report.committedTcb()));
    walk.field("CURRENT_VERSION", 3, report.currentFirmware().toString());
    walk.reserved(1);
    walk.field("COMMITTED_VERSION", 3, report.committedFirmware().toString());
    walk.reserved(1);
    walk.field("LAUNCH_TCB", 8, tcb(report, report.launchTcb()));
    if (report.version() < 5) {
      walk.reserved(168);
    } else {
      walk.field("LAUNCH_MIT_VECTOR", 8);
      walk.field("CURRENT_MIT_VECTOR", 8);
      walk.reserved(152);
    }
  }

  private static String cpuid(Cpuid cpuid) {
    return String.format(
        "family 0x%x, model 0x%x, stepping %d: %s",
        cpuid.family(), cpuid.model(), cpuid.stepping(), cpuid.line().orElse("no known product"));
  }

  private static String tcb(SnpReport report, Bytes raw) {
    Optional<String> line = report.cpuid().flatMap(Cpuid::line);
    return SnpWords.tcb(line, raw);
  }
}
