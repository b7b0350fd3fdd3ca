// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance.evidence;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.Members;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An index of attestation vectors: its questions and where its roots are.
 *
 * @param trustAnchors file pattern of the roots by name, {@code <product>} standing for one of them
 * @param cases in the order of the index
 */
public record EvidenceIndex(Map<String, String> trustAnchors, List<EvidenceCase> cases) {
  private static final String SCHEMA = "tee-attestation-vectors/";
  private static final int MAX_SIZE = 64 * 1024 * 1024;

  /** Copies both. */
  public EvidenceIndex {
    trustAnchors = Map.copyOf(trustAnchors);
    cases = List.copyOf(cases);
  }

  /** Whether {@code json} is such an index, by its schema, and not one of another kind. */
  public static boolean recognises(Bytes json) {
    try {
      return JsonReader.document(json, MAX_SIZE) instanceof Json.Obj index
          && index.get("schema") instanceof Json.Str(String schema)
          && schema.startsWith(SCHEMA);
    } catch (Rejected e) {
      return false;
    }
  }

  /** Reads an index; everything but anchors and questions is passed over. */
  public static EvidenceIndex parse(Bytes json) throws Rejected {
    var index = Members.of(JsonReader.document(json, MAX_SIZE), "index");
    var anchors = new LinkedHashMap<String, String>();
    if (index.optional("trust_anchors").orElse(null) instanceof Json.Obj patterns) {
      patterns
          .members()
          .forEach(
              (name, pattern) -> {
                if (pattern instanceof Json.Str(String text)) {
                  anchors.put(name, text);
                }
              });
    }
    var cases = new ArrayList<EvidenceCase>();
    for (var element : index.array("cases")) {
      cases.add(EvidenceCase.parse(element));
    }
    return new EvidenceIndex(anchors, cases);
  }
}
