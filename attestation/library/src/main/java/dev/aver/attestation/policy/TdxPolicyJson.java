// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.policy;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.tdx.appraise.TdxPolicy;
import dev.aver.attestation.tdx.collateral.TcbStatus;

/** The {@code tdx} member of a policy: every field of {@link TdxPolicy}, none optional. */
final class TdxPolicyJson {
  private static final long MAX_EVALUATION_NUMBER = 1_000_000;

  private static final Spelling<Bytes> REGISTER = Spelling.hex(48);
  private static final Spelling<Bytes> REPORT_DATA = Spelling.hex(64);
  private static final Spelling<Bytes> FMSPC = Spelling.hex(6);
  private static final Spelling<Bytes> MACHINE = Spelling.hex(16);
  private static final Spelling<Long> NUMBER = Spelling.integer(MAX_EVALUATION_NUMBER);
  private static final Spelling<TcbStatus> STATUS =
      Spelling.unordered(
          (json, where) -> TcbStatus.parse(Spelling.string(json, where)),
          status -> Json.of(status.wireName()));
  private static final Spelling<Bytes> XFAM = Spelling.hex(8);

  private TdxPolicyJson() {}

  static TdxPolicy parse(Members tdx) throws Rejected {
    var policy =
        TdxPolicy.uncheckedUnlessNamed("every field is named below")
            .underDebug(ExpectationJson.read(tdx, "underDebug", Spelling.FLAG))
            .septVeDisable(ExpectationJson.read(tdx, "septVeDisable", Spelling.FLAG))
            .migratable(ExpectationJson.read(tdx, "migratable", Spelling.FLAG))
            .mrServiceTd(ExpectationJson.read(tdx, "mrServiceTd", REGISTER))
            .xfam(
                XFAM.read(tdx.required("xfamMask"), "xfamMask"),
                ExpectationJson.read(tdx, "xfam", XFAM))
            .mrSeam(ExpectationJson.read(tdx, "mrSeam", REGISTER))
            .mrTd(ExpectationJson.read(tdx, "mrTd", REGISTER))
            .mrConfigId(ExpectationJson.read(tdx, "mrConfigId", REGISTER))
            .mrOwner(ExpectationJson.read(tdx, "mrOwner", REGISTER))
            .mrOwnerConfig(ExpectationJson.read(tdx, "mrOwnerConfig", REGISTER))
            .reportData(ExpectationJson.read(tdx, "reportData", REPORT_DATA))
            .status(ExpectationJson.read(tdx, "tcbStatus", STATUS))
            .advisories(ExpectationJson.read(tdx, "advisories", Spelling.TEXT))
            .evaluationNumber(ExpectationJson.read(tdx, "tcbEvaluationDataNumber", NUMBER))
            .fmspc(ExpectationJson.read(tdx, "fmspc", FMSPC))
            .ppid(ExpectationJson.read(tdx, "ppid", MACHINE))
            .platformInstanceId(ExpectationJson.read(tdx, "platformInstanceId", MACHINE));
    for (var i = 0; i < TdxPolicy.RTMRS; i++) {
      policy.rtmr(i, ExpectationJson.read(tdx, "rtmr" + i, REGISTER));
    }
    tdx.end();
    return policy.build();
  }

  static Json write(TdxPolicy policy) {
    var json =
        Json.object()
            .put("underDebug", ExpectationJson.write(policy.underDebug(), Spelling.FLAG))
            .put("septVeDisable", ExpectationJson.write(policy.septVeDisable(), Spelling.FLAG))
            .put("migratable", ExpectationJson.write(policy.migratable(), Spelling.FLAG))
            .put("mrServiceTd", ExpectationJson.write(policy.mrServiceTd(), REGISTER))
            .put("xfamMask", XFAM.write(policy.xfamMask()))
            .put("xfam", ExpectationJson.write(policy.xfam(), XFAM))
            .put("mrSeam", ExpectationJson.write(policy.mrSeam(), REGISTER))
            .put("mrTd", ExpectationJson.write(policy.mrTd(), REGISTER));
    for (var i = 0; i < TdxPolicy.RTMRS; i++) {
      json.put("rtmr" + i, ExpectationJson.write(policy.rtmrs().get(i), REGISTER));
    }
    return json.put("mrConfigId", ExpectationJson.write(policy.mrConfigId(), REGISTER))
        .put("mrOwner", ExpectationJson.write(policy.mrOwner(), REGISTER))
        .put("mrOwnerConfig", ExpectationJson.write(policy.mrOwnerConfig(), REGISTER))
        .put("reportData", ExpectationJson.write(policy.reportData(), REPORT_DATA))
        .put("tcbStatus", ExpectationJson.write(policy.status(), STATUS))
        .put("advisories", ExpectationJson.write(policy.advisories(), Spelling.TEXT))
        .put("tcbEvaluationDataNumber", ExpectationJson.write(policy.evaluationNumber(), NUMBER))
        .put("fmspc", ExpectationJson.write(policy.fmspc(), FMSPC))
        .put("ppid", ExpectationJson.write(policy.ppid(), MACHINE))
        .put("platformInstanceId", ExpectationJson.write(policy.platformInstanceId(), MACHINE))
        .build();
  }
}
