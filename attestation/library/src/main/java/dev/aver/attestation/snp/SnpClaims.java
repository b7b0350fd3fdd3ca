// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.snp;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.snp.abi.Product;
import dev.aver.attestation.snp.abi.SnpReport;
import dev.aver.attestation.snp.abi.Tcb;
import dev.aver.attestation.snp.verify.SnpEvidence;

/**
 * What a report says of its guest and machine, for people and for policies of others. True only of
 * evidence without a failed check. Hardware fields are hexadecimal without prefix, as tools print
 * them.
 */
final class SnpClaims {
  private SnpClaims() {}

  static Json.Obj of(SnpEvidence evidence) {
    var claims = Json.object().put("hardware", "sev-snp");
    evidence.product().ifPresent(product -> claims.put("product", product.line()));
    evidence.kind().ifPresent(kind -> claims.put("signingKey", kind.name()));
    evidence.vekExtensions().ifPresent(vek -> vek.cspId().ifPresent(id -> claims.put("cspId", id)));
    evidence.report().ifPresent(report -> report(report, claims));
    if (evidence.report().isPresent() && evidence.product().isPresent()) {
      claims.put("tcb", tcb(evidence.report().get(), evidence.product().get()));
    }
    return claims.build();
  }

  private static void report(SnpReport report, Json.Builder claims) {
    claims
        .put("reportVersion", report.version())
        .put("vmpl", report.vmpl())
        .put("guestSvn", report.guestSvn())
        .put("guestPolicy", hex(report.policy().bits()))
        .put("debug", report.policy().debug())
        .put("migratable", report.policy().migrationAgent())
        .put("platformInfo", hex(report.platformInfo().bits()))
        .put("measurement", report.measurement().hex())
        .put("hostData", report.hostData().hex())
        .put("idKeyDigest", report.idKeyDigest().hex())
        .put("authorKeyDigest", report.authorKeyDigest().hex())
        .put("reportId", report.reportId().hex())
        .put("chipId", report.chipId().isZero() ? "masked" : report.chipId().hex())
        .put("currentFirmware", report.currentFirmware().toString())
        .put("committedFirmware", report.committedFirmware().toString());
  }

  private static Json tcb(SnpReport report, Product product) {
    return Json.object()
        .put("reported", components(report.reportedTcb(), product))
        .put("current", components(report.currentTcb(), product))
        .put("committed", components(report.committedTcb(), product))
        .put("launch", components(report.launchTcb(), product))
        .build();
  }

  private static Json components(Bytes raw, Product product) {
    Tcb tcb = product.layout().decode(raw);
    var components = Json.object();
    if (product == Product.TURIN) {
      components.put("fmc", tcb.fmc());
    }
    return components
        .put("bootloader", tcb.bootloader())
        .put("tee", tcb.tee())
        .put("snp", tcb.snp())
        .put("microcode", tcb.microcode())
        .build();
  }

  private static String hex(long bits) {
    return "0x" + Long.toHexString(bits);
  }
}
