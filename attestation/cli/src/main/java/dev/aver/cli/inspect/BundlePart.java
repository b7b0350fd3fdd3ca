// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.inspect;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bundle.Endorsements;
import dev.aver.attestation.bundle.EventLog;
import dev.aver.attestation.bundle.EvidenceBundle;
import dev.aver.attestation.endorsement.Tee;
import dev.aver.attestation.endorsement.TrustAnchor;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import java.util.List;

/** Evidence, and everything in it. */
final class BundlePart {
  private BundlePart() {}

  static Part evidence(Json json, int size) throws Rejected {
    return evidence(EvidenceBundle.parse(json), size);
  }

  static Part evidence(EvidenceBundle evidence, int size) throws Rejected {
    var part = Part.of("evidence", size);
    part.member("tee", evidence.tee().text(), "what it claims to be");
    for (var travelling : evidence.facts()) {
      var where = "fact " + travelling.index() + " of " + travelling.size() + ".";
      DocumentPart.members(part, where, travelling.fact().toJson());
    }
    DocumentPart.members(part, "build.", evidence.build().toJson());
    DocumentPart.members(part, "configuration.", evidence.configuration().toJson());
    part.member("models", evidence.models().digest().toString(), "digest of all");
    for (var manifest : evidence.models().manifests()) {
      var model = manifest.model();
      part.member("model " + model.name(), model.digest().toString(), "digest of this one");
    }
    evidence.ohttpKeys().ifPresent(keys -> part.member("ohttpKeys", keys.hex(), ""));
    for (var log : evidence.eventLogs()) {
      part.part(log.format().name(), log.data(), reader(log.format()));
    }
    part.part(DocumentPart.keyset(evidence.keyset(), 0));
    part.part("report", evidence.report(), report(evidence.tee()));
    evidence.quote().ifPresent(quote -> part.part("quote", quote, TdxQuotePart::read));
    if (evidence.tpm().isPresent()) {
      var tpm = evidence.tpm().get();
      part.part("tpm", tpm.message(), message -> TpmQuotePart.read(tpm));
    }
    part.part(endorsements(evidence.endorsements()));
    return part.build();
  }

  private static Part.Reader reader(EventLog.Format format) {
    return switch (format) {
      case CCEL -> CcelPart::read;
      case TDX_RUNTIME -> RuntimeLogPart::read;
    };
  }

  private static Part.Reader report(Tee tee) {
    if (tee.vtpm()) {
      return HclPart::read;
    }
    return tee.family() == TrustAnchor.Family.SNP ? SnpReportPart::read : TdxQuotePart::read;
  }

  /** A bare SNP report with what vouches for it. */
  static Part report(Json.Obj json, int size) throws Rejected {
    var members = Members.of(json, "report");
    var part = Part.of("bare SNP report", size);
    part.part("report", members.base64Url("report"), SnpReportPart::read);
    for (var name : List.of("vek", "ask", "ark")) {
      part.part(name, members.base64Url(name), CertificatePart::read);
    }
    if (members.has("crl")) {
      part.part("crl", members.base64Url("crl"), CrlPart::read);
    }
    members.end();
    return part.build();
  }

  private static Part endorsements(Endorsements endorsements) throws Rejected {
    return switch (endorsements) {
      case Endorsements.Tdx tdx -> CollateralPart.bundle(tdx.documents().toJson(), 0);
      case Endorsements.Snp(var documents) -> {
        var part = Part.of("SNP endorsements", 0);
        part.part("vek", documents.vek(), CertificatePart::read);
        part.part("ask", documents.ask(), CertificatePart::read);
        part.part("ark", documents.ark(), CertificatePart::read);
        documents.crl().ifPresent(crl -> part.part("crl", crl, CrlPart::read));
        yield part.build();
      }
    };
  }
}
