// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance.evidence;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.snp.abi.Product;
import dev.aver.attestation.snp.abi.SignerInfo;
import dev.aver.attestation.snp.abi.SigningKey;
import dev.aver.attestation.snp.abi.SnpReport;
import dev.aver.attestation.snp.abi.TcbLayout;
import dev.aver.attestation.snp.verify.VekExtensions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The fields of reports and VEKs in the names and spellings of {@code parsed} in the index. */
final class SnpParsed {
  /** The number of a report that nobody signed. */
  private static final int NO_KEY = 7;

  private SnpParsed() {}

  static Json.Obj report(SnpReport report, TcbLayout layout) {
    var parsed =
        Json.object()
            .put("version", report.version())
            .put("guest_svn", report.guestSvn())
            .put("policy", hex(report.policy().bits()))
            .put("family_id", report.familyId().hex())
            .put("image_id", report.imageId().hex())
            .put("vmpl", report.vmpl())
            .put("sig_algo", report.signatureAlgorithm())
            .put("platform_info", hex(report.platformInfo().bits()))
            .put("signer_info", report.signerInfo().bits());
    var signer = report.signerInfo();
    signingKey(signer).ifPresent(name -> parsed.put("signing_key", name));
    parsed
        .put("mask_chip_key", signer.chipKeyMasked())
        .put("author_key_en", signer.authorKeyEnabled())
        .put("report_data", report.reportData().hex())
        .put("measurement", report.measurement().hex())
        .put("host_data", report.hostData().hex())
        .put("id_key_digest", report.idKeyDigest().hex())
        .put("author_key_digest", report.authorKeyDigest().hex())
        .put("report_id", report.reportId().hex())
        .put("report_id_ma", report.reportIdOfMigrationAgent().hex())
        .put("tcb_layout", layout.name().toLowerCase(Locale.ROOT))
        .put("chip_id", report.chipId().hex())
        .put("current_ver", report.currentFirmware().toString())
        .put("committed_ver", report.committedFirmware().toString())
        .put("launch_mit_vector", unsigned(report.launchMitigations()))
        .put("current_mit_vector", unsigned(report.currentMitigations()))
        .put("current_tcb", tcb(report.currentTcb(), layout))
        .put("reported_tcb", tcb(report.reportedTcb(), layout))
        .put("committed_tcb", tcb(report.committedTcb(), layout))
        .put("launch_tcb", tcb(report.launchTcb(), layout));
    cpuid(report, parsed);
    return parsed.build();
  }

  private static Optional<String> signingKey(SignerInfo signer) {
    return signer.signingKeyNumber() == NO_KEY
        ? Optional.of("NONE")
        : signer.signingKey().map(SigningKey::name);
  }

  private static void cpuid(SnpReport report, Json.Builder parsed) {
    var cpuid = report.cpuid();
    var line = cpuid.flatMap(found -> found.line());
    parsed.put(
        "report_product_from_cpuid", line.isPresent() ? Json.of(line.get()) : Json.Null.NULL);
    if (cpuid.isPresent()) {
      var found = cpuid.get();
      var numbers = List.of(found.family(), found.model(), found.stepping());
      parsed.put("cpuid_fms", Json.array(numbers.stream().map(n -> Json.of((long) n)).toList()));
    }
  }

  private static Json tcb(Bytes raw, TcbLayout layout) {
    var tcb = layout.decode(raw);
    var components = Json.object();
    if (layout == TcbLayout.TURIN) {
      components.put("fmc", tcb.fmc());
    }
    return components
        .put("bootloader", tcb.bootloader())
        .put("tee", tcb.tee())
        .put("snp", tcb.snp())
        .put("microcode", tcb.microcode())
        .put("raw_le", raw.hex())
        .build();
  }

  static Json.Obj vek(VekExtensions vek) {
    var parsed = Json.object().put("struct", vek.structure()).put("product", vek.productName());
    level(parsed, "fmc", vek, 9);
    level(parsed, "bl", vek, 1);
    level(parsed, "tee", vek, 2);
    for (var reserved = 4; reserved <= 7; reserved++) {
      level(parsed, "s" + reserved, vek, reserved);
    }
    level(parsed, "snp", vek, 3);
    level(parsed, "ucode", vek, 8);
    vek.hwId().ifPresent(id -> parsed.put("hwid", id.hex()));
    vek.cspId().ifPresent(id -> parsed.put("csp_id", id));
    return parsed.build();
  }

  private static void level(Json.Builder parsed, String name, VekExtensions vek, int number) {
    vek.level(number).ifPresent(level -> parsed.put(name, level));
  }

  /**
   * The layout that CPUID names; where it names none, that of the VEK's product, if there is one.
   */
  static TcbLayout layout(SnpReport report, Optional<Product> product) {
    return report
        .cpuid()
        .flatMap(found -> found.line())
        .or(() -> product.map(Product::line))
        .map(TcbLayout::ofLine)
        .orElse(TcbLayout.LEGACY);
  }

  private static Json unsigned(long bits) {
    return new Json.Num(Long.toUnsignedString(bits));
  }

  private static String hex(long bits) {
    return "0x" + Long.toHexString(bits);
  }
}
