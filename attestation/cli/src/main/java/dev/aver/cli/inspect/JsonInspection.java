// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.inspect;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.policy.AppraisalPolicy;
import dev.aver.attestation.policy.ReferenceValues;
import java.util.List;

/** Recognises JSON documents: ours by their type, Intel's by their members. */
final class JsonInspection {
  private JsonInspection() {}

  static Part of(Bytes content) throws Rejected {
    var json = JsonReader.document(content, Inspection.MAX_BYTES);
    if (json instanceof Json.Arr(List<Json> elements) && RuntimeLogPart.begins(elements)) {
      return RuntimeLogPart.read(content);
    }
    if (!(json instanceof Json.Obj document)) {
      throw new Rejected(Reason.TYPE_UNKNOWN, "JSON that is no object, and no event log");
    }
    var size = content.size();
    return switch (type(document)) {
      case "aver/evidence/v1" -> BundlePart.evidence(document, size);
      case "aver/proof/v1" -> ProofPart.read(document, size);
      case "aver/receipt/v1" -> DocumentPart.receipt(document, size);
      case "aver/keyset/v1" -> DocumentPart.keyset(document, size);
      case AppraisalPolicy.TYPE -> PlainPart.policy(document, size);
      case ReferenceValues.TYPE -> PlainPart.referenceValues(document, size);
      case "aver/build/v1" -> PlainPart.build(document, size);
      case "aver/configuration/v1" -> PlainPart.configuration(document, size);
      case "aver/model/v1" -> PlainPart.model(document, size);
      case "aver/manifest/v1" -> PlainPart.manifest(document, size);
      case "" -> untyped(document, content);
      default -> throw new Rejected(Reason.TYPE_UNKNOWN, "JSON of a type that is not known here");
    };
  }

  private static String type(Json.Obj document) {
    return document.get("type") instanceof Json.Str(String type) ? type : "";
  }

  private static Part untyped(Json.Obj document, Bytes content) throws Rejected {
    if (document.get("note") != null && document.get("issuedAt") != null) {
      return NotePart.checkpoint(document, content.size());
    }
    if (document.get("report") != null && document.get("vek") != null) {
      return BundlePart.report(document, content.size());
    }
    if (document.get("message") != null && document.get("pcrs") != null) {
      return TpmQuoteFile.read(document);
    }
    if (document.get("tcb_info") != null) {
      return CollateralPart.bundle(document, content.size());
    }
    for (var member : List.of("tcbInfo", "enclaveIdentity")) {
      if (document.get(member) != null) {
        return CollateralPart.response(content, member);
      }
    }
    if (document.get("fmspc") != null) {
      return IntelPart.tcbInfo(content);
    }
    if (document.get("isvprodid") != null) {
      return IntelPart.qeIdentity(content);
    }
    throw new Rejected(Reason.TYPE_UNKNOWN, "JSON without a type, and none of Intel's documents");
  }
}
