// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance.evidence;

import dev.aver.attestation.json.Json;
import java.util.List;

/** The answers to an index, in its order, as the vectors' README wants them. */
public record EvidenceReport(List<EvidenceAnswer> answers) {
  /** Copies the list. */
  public EvidenceReport {
    answers = List.copyOf(answers);
  }

  /** Whether an exception escaped somewhere: always a defect. */
  public boolean hasErrors() {
    return answers.stream().anyMatch(answer -> answer.error().isPresent());
  }

  /** The number of cases with this result. */
  public long count(String result) {
    return answers.stream().filter(answer -> answer.result().equals(result)).count();
  }

  /** One document. */
  public Json.Obj toJson(String tool, String version) {
    return Json.object()
        .put("tool", Json.object().put("name", tool).put("version", version).build())
        .put("cases", Json.array(answers.stream().map(EvidenceAnswer::toJson).toList()))
        .put(
            "summary",
            Json.object()
                .put("cases", answers.size())
                .put("accept", count(EvidenceAnswer.ACCEPT))
                .put("reject", count(EvidenceAnswer.REJECT))
                .put("unsupported", count(EvidenceAnswer.UNSUPPORTED))
                .put(
                    "errors", answers.stream().filter(answer -> answer.error().isPresent()).count())
                .build())
        .build();
  }
}
