// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.tdx;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.tdx.collateral.QeIdentity;
import dev.aver.attestation.tdx.collateral.SvnLevel;
import dev.aver.attestation.tdx.collateral.Svns;
import dev.aver.attestation.tdx.collateral.TcbInfo;
import dev.aver.attestation.tdx.collateral.TcbLevel;
import dev.aver.attestation.tdx.collateral.TdxModuleIdentity;
import dev.aver.attestation.tdx.collateral.TdxModuleVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * TCB info version 3 and QE identity version 2 as Intel spells them (attestation.md, 3.3): members
 * in its order, digits in upper case, dates in UTC to the second.
 */
final class StatementText {
  private StatementText() {}

  static String of(TcbInfo info) {
    return JsonWriter.write(
        Json.object()
            .put("id", "TDX")
            .put("version", 3)
            .put("issueDate", date(info.issuedAt()))
            .put("nextUpdate", date(info.nextUpdate()))
            .put("fmspc", hex(info.fmspc()))
            .put("pceId", hex(info.pceId()))
            .put("tcbType", 0)
            .put("tcbEvaluationDataNumber", info.evaluationNumber())
            .put("tdxModule", module(info.module()).build())
            .put("tdxModuleIdentities", array(info.modules(), StatementText::module))
            .put("tcbLevels", array(info.levels(), StatementText::level))
            .build());
  }

  static String of(QeIdentity identity) {
    return JsonWriter.write(
        Json.object()
            .put("id", "TD_QE")
            .put("version", 2)
            .put("issueDate", date(identity.issuedAt()))
            .put("nextUpdate", date(identity.nextUpdate()))
            .put("tcbEvaluationDataNumber", identity.evaluationNumber())
            .put("miscselect", hex(identity.miscSelect()))
            .put("miscselectMask", hex(identity.miscSelectMask()))
            .put("attributes", hex(identity.attributes()))
            .put("attributesMask", hex(identity.attributesMask()))
            .put("mrsigner", hex(identity.mrSigner()))
            .put("isvprodid", identity.isvProdId())
            .put("tcbLevels", array(identity.levels(), StatementText::level))
            .build());
  }

  private interface Writer<T> {
    Json write(T value);
  }

  private static <T> Json array(List<T> values, Writer<T> writer) {
    var all = new ArrayList<Json>();
    values.forEach(value -> all.add(writer.write(value)));
    return Json.array(all);
  }

  private static Json.Builder module(TdxModuleIdentity identity) {
    return Json.object()
        .put("mrsigner", hex(identity.mrSigner()))
        .put("attributes", hex(identity.attributes()))
        .put("attributesMask", hex(identity.attributesMask()));
  }

  private static Json module(TdxModuleVersion module) {
    return Json.object()
        .put("id", module.id())
        .put("mrsigner", hex(module.identity().mrSigner()))
        .put("attributes", hex(module.identity().attributes()))
        .put("attributesMask", hex(module.identity().attributesMask()))
        .put("tcbLevels", array(module.levels(), StatementText::level))
        .build();
  }

  private static Json level(SvnLevel level) {
    var tcb = Json.object().put("isvsvn", level.isvSvn()).build();
    return judged(tcb, level.date(), level.status().wireName(), level.advisories());
  }

  private static Json level(TcbLevel level) {
    var tcb =
        Json.object()
            .put("sgxtcbcomponents", components(level.sgx()))
            .put("pcesvn", level.pceSvn())
            .put("tdxtcbcomponents", components(level.tdx()))
            .build();
    return judged(tcb, level.date(), level.status().wireName(), level.advisories());
  }

  private static Json judged(Json tcb, long date, String status, List<String> advisories) {
    var level = Json.object().put("tcb", tcb).put("tcbDate", date(date)).put("tcbStatus", status);
    if (!advisories.isEmpty()) {
      level.put("advisoryIDs", Json.array(advisories.stream().map(Json::of).toList()));
    }
    return level.build();
  }

  private static Json components(Svns svns) {
    var all = new ArrayList<Json>();
    for (var i = 0; i < Svns.COUNT; i++) {
      all.add(Json.object().put("svn", svns.at(i)).build());
    }
    return Json.array(all);
  }

  private static String date(long millis) {
    return Instant.ofEpochMilli(millis / 1000 * 1000).toString();
  }

  private static String hex(Bytes bytes) {
    return bytes.hex().toUpperCase(Locale.ROOT);
  }
}
