// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.inspect;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.tdx.collateral.QeIdentity;
import dev.aver.attestation.tdx.collateral.SvnLevel;
import dev.aver.attestation.tdx.collateral.TcbInfo;
import java.util.List;

/** The two documents that Intel signs: TCB info, and the identity of the quoting enclave. */
final class IntelPart {
  private IntelPart() {}

  static Part tcbInfo(Bytes text) throws Rejected {
    var info = TcbInfo.parse(text);
    var part = Part.of("TCB info", text.size());
    dates(part, info.issuedAt(), info.nextUpdate(), info.evaluationNumber());
    part.member("fmspc", info.fmspc().hex(), "platform model");
    part.member("pceId", info.pceId().hex(), "");
    part.member("tdxModule.mrsigner", info.module().mrSigner().hex(), "");
    for (var module : info.modules()) {
      part.member("tdxModuleIdentities." + module.id(), module.identity().mrSigner().hex(), "");
      levels(part, module.id() + " level", module.levels());
    }
    for (var level : info.levels()) {
      var floor =
          "sgx "
              + level.sgx().bytes().hex()
              + " pcesvn "
              + level.pceSvn()
              + " tdx "
              + level.tdx().bytes().hex();
      part.member(
          "level", floor, judged(level.status().wireName(), level.date(), level.advisories()));
    }
    return part.build();
  }

  static Part qeIdentity(Bytes text) throws Rejected {
    var identity = QeIdentity.parse(text);
    var part = Part.of("QE identity", text.size());
    dates(part, identity.issuedAt(), identity.nextUpdate(), identity.evaluationNumber());
    part.member("mrsigner", identity.mrSigner().hex(), "");
    part.member("isvprodid", Integer.toString(identity.isvProdId()), "");
    part.member("attributes", identity.attributes().hex(), "");
    part.member("attributesMask", identity.attributesMask().hex(), "");
    part.member("miscselect", identity.miscSelect().hex(), "bytes as in the report");
    part.member("miscselectMask", identity.miscSelectMask().hex(), "bytes as in the report");
    levels(part, "level", identity.levels());
    return part.build();
  }

  private static void dates(Part.Builder part, long issued, long next, long evaluation) {
    part.member("issueDate", CertificatePart.time(issued), "");
    part.member("nextUpdate", CertificatePart.time(next), "");
    part.member("tcbEvaluationDataNumber", Long.toString(evaluation), "");
  }

  private static void levels(Part.Builder part, String name, List<SvnLevel> levels) {
    for (var level : levels) {
      part.member(
          name,
          "isvsvn " + level.isvSvn(),
          judged(level.status().wireName(), level.date(), level.advisories()));
    }
  }

  private static String judged(String status, long date, List<String> advisories) {
    var all = advisories.isEmpty() ? "" : ", " + String.join(", ", advisories);
    return status + " as of " + CertificatePart.time(date) + all;
  }
}
