// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance.evidence;

import dev.aver.attestation.Reason;
import dev.aver.attestation.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an answer and the expectation of its case differ in, where the index tells one. An answer
 * may say more than was expected, never less or otherwise.
 */
public final class EvidenceComparison {
  /** The members of an expectation that an answer has under the same name. */
  private static final List<String> COMPARED =
      List.of(
          "tcb_status",
          "platform_tcb_status",
          "tdx_module_status",
          "qe_status",
          "tcb_date",
          "advisory_ids",
          "flags",
          "value",
          "entries",
          "chain_to_amd",
          "vtpm",
          "ccel",
          "event_log_replay",
          "fmspc",
          "tcb_evaluation_data_number",
          "earliest_next_update");

  /** Explanations for people inside an expectation. */
  private static final String RULE = "rule";

  private final List<String> differences = new ArrayList<>();

  private EvidenceComparison() {}

  /** The differences, one line each; none if there is no expectation. */
  public static List<String> differences(EvidenceCase asked, EvidenceAnswer answer) {
    var comparison = new EvidenceComparison();
    if (answer.error().isEmpty() && answer.result().equals(EvidenceAnswer.UNSUPPORTED)) {
      return List.of(); // said openly, and no claim to compare
    }
    var json = answer.toJson();
    answer.error().ifPresent(error -> comparison.differences.add("error: " + error));
    if (asked.listed().get("expect") instanceof Json.Obj expect) {
      comparison.result(expect, answer);
      for (var name : COMPARED) {
        var expected = expect.get(name);
        if (expected != null && expected != Json.Null.NULL) {
          comparison.contains(name, expected, json.get(name));
        }
      }
    }
    if (asked.listed().get("parsed") instanceof Json.Obj parsed && !parsed.members().isEmpty()) {
      comparison.contains("parsed", parsed, json.get("parsed"));
    }
    return List.copyOf(comparison.differences);
  }

  private void result(Json.Obj expect, EvidenceAnswer answer) {
    var expected = expect.get("result");
    if (!Json.of("either").equals(expected) && !Json.of(answer.result()).equals(expected)) {
      differences.add("result: expected " + text(expected) + ", is " + answer.result());
    }
    if (expect.get("reasons_any_of") instanceof Json.Arr(List<Json> reasons)
        && answer.reasons().stream().map(Reason::name).map(Json::of).noneMatch(reasons::contains)) {
      differences.add("reasons: expected one of " + reasons + ", are " + answer.reasons());
    }
  }

  private void contains(String where, Json expected, @Nullable Json actual) {
    if (expected instanceof Json.Obj object && actual instanceof Json.Obj found) {
      for (var member : object.members().entrySet()) {
        if (!member.getKey().equals(RULE)) {
          contains(where + "." + member.getKey(), member.getValue(), found.get(member.getKey()));
        }
      }
    } else if (!expected.equals(actual)) {
      differences.add(where + ": expected " + text(expected) + ", is " + text(actual));
    }
  }

  private static String text(@Nullable Json value) {
    return switch (value) {
      case null -> "absent";
      case Json.Str(String string) -> string;
      default -> value.toString();
    };
  }
}
