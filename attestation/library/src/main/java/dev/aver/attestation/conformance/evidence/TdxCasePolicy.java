// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance.evidence;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.policy.Expectation;
import dev.aver.attestation.policy.Expectation.AnyOf;
import dev.aver.attestation.policy.Expectation.Exactly;
import dev.aver.attestation.policy.Expectation.Unchecked;
import dev.aver.attestation.tdx.abi.TdReport;
import dev.aver.attestation.tdx.appraise.TdxPolicy;
import dev.aver.attestation.tdx.collateral.TcbStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * A case's policy in the vectors' terms. A null or false demand is none; a demand that is not known
 * here is refused, since passing over it would accept too much.
 */
final class TdxCasePolicy {
  private static final String WHY = "the case's policy does not demand it";
  private static final long MAX_NUMBER = 0xffff_ffffL;

  private TdxCasePolicy() {}

  static TdxPolicy of(Json.Obj policy) throws Rejected {
    var members = Members.of(withoutNulls(policy), "policy");
    var built = TdxPolicy.uncheckedUnlessNamed(WHY);
    if (demanded(members, "allow_debug")) {
      built.underDebug(new Unchecked<>("the case's policy allows it"));
    }
    if (demanded(members, "require_sept_ve_disable")) {
      built.septVeDisable(new Exactly<>(true));
    }
    if (demanded(members, "require_zero_mrservicetd")) {
      built.mrServiceTd(new Exactly<>(Bytes.of(new byte[TdReport.REGISTER_SIZE])));
    }
    if (demanded(members, "accept_tcb_status")) {
      built.status(statuses(members.array("accept_tcb_status")));
    }
    if (demanded(members, "min_tcb_evaluation_data_number")) {
      built.evaluationNumber(
          Expectation.atLeast(members.integer("min_tcb_evaluation_data_number", 0, MAX_NUMBER)));
    }
    // Asked or not, Intel's lists are always checked: a quote without them is refused.
    members.optional("require_crl");
    built.reportData(bytes(members, "report_data"));
    built.mrTd(bytes(members, "mrtd"));
    for (var i = 0; i < TdxPolicy.RTMRS; i++) {
      built.rtmr(i, bytes(members, "rtmr" + i));
    }
    built.mrSeam(bytes(members, "mr_seam"));
    built.mrConfigId(bytes(members, "mrconfigid"));
    built.mrOwner(bytes(members, "mrowner"));
    built.mrOwnerConfig(bytes(members, "mrownerconfig"));
    members.end();
    return built.build();
  }

  private static Json.Obj withoutNulls(Json.Obj policy) {
    var members = new LinkedHashMap<>(policy.members());
    members.values().removeIf(demand -> demand == Json.Null.NULL);
    return new Json.Obj(members);
  }

  private static boolean demanded(Members members, String name) {
    var demand = members.optional(name);
    return demand.isPresent() && !demand.get().equals(Json.of(false));
  }

  private static Expectation<TcbStatus> statuses(List<Json> names) throws Rejected {
    var statuses = new ArrayList<TcbStatus>();
    for (var name : names) {
      statuses.add(TcbStatus.parse(CaseDemands.text(name)));
    }
    return new AnyOf<>(statuses);
  }

  private static Expectation<Bytes> bytes(Members members, String name) throws Rejected {
    if (!demanded(members, name)) {
      return new Unchecked<>(WHY);
    }
    return CaseDemands.bytes(members.required(name));
  }
}
