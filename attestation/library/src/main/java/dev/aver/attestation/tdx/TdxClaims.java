// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.tdx.abi.TdAttribute;
import dev.aver.attestation.tdx.abi.TdReport;
import dev.aver.attestation.tdx.abi.TdxQuote;
import dev.aver.attestation.tdx.appraise.TcbAppraisal;
import dev.aver.attestation.tdx.collateral.PlatformIdentity;
import dev.aver.attestation.tdx.collateral.QeIdentity;
import dev.aver.attestation.tdx.collateral.SvnLevel;
import dev.aver.attestation.tdx.collateral.TcbInfo;
import dev.aver.attestation.tdx.verify.PckChain;
import dev.aver.attestation.tdx.verify.Revocation;
import dev.aver.attestation.tdx.verify.Statements;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * What a verification learned, for people and for policies that come later: hardware fields as
 * lower-case hex, dates as Intel writes them. What is not known is left out.
 */
record TdxClaims(
    TdxQuote quote,
    Optional<PckChain> chain,
    Revocation revocation,
    Statements statements,
    Optional<TcbAppraisal> tcb) {

  Json.Obj toJson() {
    var claims = Json.object();
    tcb.ifPresent(appraisal -> tcb(appraisal, claims));
    claims.put("flags", strings(flags()));
    collateral(revocation, statements, claims);
    chain.flatMap(PckChain::platform).ifPresent(platform -> platform(platform, claims));
    guest(quote.report(), claims);
    return claims.build();
  }

  private static void tcb(TcbAppraisal appraisal, Json.Builder claims) {
    claims.put("tcb_status", appraisal.status().wireName());
    claims.put("platform_tcb_status", appraisal.platform().status().wireName());
    appraisal
        .module()
        .map(SvnLevel::status)
        .ifPresent(status -> claims.put("tdx_module_status", status.wireName()));
    claims.put("qe_status", appraisal.qe().status().wireName());
    claims.put("tcb_date", Instant.ofEpochMilli(appraisal.platform().date()).toString());
    claims.put("advisory_ids", strings(List.copyOf(appraisal.advisories())));
  }

  /** What is no failure by itself and still worth a look (attestation.md, 3.1). */
  private List<String> flags() {
    var flags = new ArrayList<String>();
    var attributes = quote.report().tdAttributes();
    if (!TdAttribute.SEPT_VE_DISABLE.isSetIn(attributes)) {
      flags.add("SEPT_VE_DISABLE=0");
    }
    if (TdAttribute.MIGRATABLE.isSetIn(attributes)) {
      flags.add("MIGRATABLE=1");
    }
    if (quote.report().td15().filter(td15 -> !td15.mrServiceTd().isZero()).isPresent()) {
      flags.add("MRSERVICETD!=0");
    }
    return flags;
  }

  /** What the collateral is about and when the first part of it runs out. */
  static void collateral(Revocation revocation, Statements statements, Json.Builder claims) {
    statements
        .tcbInfo()
        .ifPresent(
            info -> {
              claims.put("fmspc", info.fmspc().hex());
              claims.put("tcb_evaluation_data_number", info.evaluationNumber());
            });
    var ends =
        LongStream.concat(
            revocation.earliestNextUpdate().stream(),
            LongStream.concat(
                statements.tcbInfo().stream().mapToLong(TcbInfo::nextUpdate),
                statements.qeIdentity().stream().mapToLong(QeIdentity::nextUpdate)));
    ends.min()
        .ifPresent(at -> claims.put("earliest_next_update", Instant.ofEpochMilli(at).toString()));
  }

  private static void platform(PlatformIdentity platform, Json.Builder claims) {
    claims.put("ppid", platform.ppid().hex());
    platform.platformInstanceId().ifPresent(id -> claims.put("platform_instance_id", id.hex()));
  }

  private static void guest(TdReport report, Json.Builder claims) {
    claims.put("debug", TdAttribute.underDebug(report.tdAttributes()));
    hex("mr_seam", report.mrSeam(), claims);
    hex("td_attributes", report.tdAttributes(), claims);
    hex("xfam", report.xfam(), claims);
    hex("mrtd", report.mrTd(), claims);
    hex("mrconfigid", report.mrConfigId(), claims);
    hex("mrowner", report.mrOwner(), claims);
    hex("mrownerconfig", report.mrOwnerConfig(), claims);
    for (var i = 0; i < report.rtmrs().size(); i++) {
      hex("rtmr" + i, report.rtmrs().get(i), claims);
    }
    report.td15().ifPresent(td15 -> hex("mrservicetd", td15.mrServiceTd(), claims));
  }

  private static void hex(String name, Bytes value, Json.Builder claims) {
    claims.put(name, value.hex());
  }

  private static Json strings(List<String> values) {
    return Json.array(values.stream().map(Json::of).toList());
  }
}
