// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance.evidence;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * What this verifier says of one case.
 *
 * @param id of the case
 * @param operation {@code verify}, {@code replay}, {@code measure}, {@code parse}, {@code
 *     collateral}
 * @param result {@code accept}, {@code reject}, {@code parse-ok}, {@code measurement}, {@code
 *     replay}, {@code collateral-ok}, {@code unsupported}
 * @param reasons of every failed check, in the order of the checks
 * @param details what else there is to say, under the names of the vectors' README
 * @param error the text of an exception that escaped: always a defect
 */
public record EvidenceAnswer(
    String id,
    String operation,
    String result,
    List<Reason> reasons,
    Json.Obj details,
    Optional<String> error) {
  /** The result of evidence that stands. */
  public static final String ACCEPT = "accept";

  /** The result of refused evidence. */
  public static final String REJECT = "reject";

  /** The result of what this verifier does not judge. */
  public static final String UNSUPPORTED = "unsupported";

  /** Copies the list. */
  public EvidenceAnswer {
    reasons = List.copyOf(reasons);
  }

  /** Nothing stands against it. */
  public static EvidenceAnswer good(String id, String operation, String result, Json.Obj details) {
    return new EvidenceAnswer(id, operation, result, List.of(), details, Optional.empty());
  }

  /** Something does. */
  public static EvidenceAnswer refused(
      String id, String operation, List<Reason> reasons, Json.Obj details) {
    return new EvidenceAnswer(id, operation, REJECT, reasons, details, Optional.empty());
  }

  /** It cannot even be read. */
  public static EvidenceAnswer refused(String id, String operation, Rejected rejected) {
    return refused(id, operation, List.of(rejected.reason()), Json.object().build());
  }

  /** As the vectors' README fixes it. */
  public Json.Obj toJson() {
    var json =
        Json.object()
            .put("id", id)
            .put("operation", operation)
            .put("result", result)
            .put(
                "reasons",
                Json.array(reasons.stream().map(reason -> Json.of(reason.name())).toList()));
    details.members().forEach(json::put);
    return json.put("error", error.map(Json::of).orElse(Json.Null.NULL)).build();
  }
}
