// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.compat;

import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.result.Finding;
import java.util.ArrayList;
import java.util.List;

/**
 * What was found about a document of another system. It is no {@code aver/result/v1}, has no
 * verdict and no conversion to one: by its rules a document {@link #holds}, which says what {@link
 * Profile} says it does and nothing more.
 *
 * @param findings at least one for each check of the profile, in order
 * @param says what the document says; empty unless it holds
 */
public record CompatResult(Profile profile, List<Finding> findings, Json.Obj says) {
  /** The {@code type} of the JSON form. */
  public static final String TYPE = "aver/compat/v1";

  /** Copies the findings, and shows nothing of a document that was refused. */
  public CompatResult {
    findings = List.copyOf(findings);
    says = holds(profile, findings) ? says : Json.object().build();
  }

  /** Whether every required check was made and nothing stands against any. */
  public boolean holds() {
    return holds(profile, findings);
  }

  private static boolean holds(Profile profile, List<Finding> findings) {
    return findings.stream().noneMatch(Finding.Failure.class::isInstance)
        && profile.required().stream()
            .allMatch(check -> findings.contains(new Finding.Passed(check)));
  }

  /** What stands against the document. */
  public List<Finding.Failure> failures() {
    return findings.stream()
        .filter(Finding.Failure.class::isInstance)
        .map(Finding.Failure.class::cast)
        .toList();
  }

  /** The JSON form. */
  public Json.Obj toJson() {
    return Json.object()
        .put("type", TYPE)
        .put("profile", profile.text())
        .put("outcome", outcome())
        .put("checks", Json.array(findings.stream().map(CompatResult::line).toList()))
        .put("says", says)
        .put("proves", strings(profile.proves()))
        .put("doesNotProve", strings(profile.doesNotProve()))
        .build();
  }

  private String outcome() {
    return holds() ? "holds" : "refused";
  }

  /** For people: the profile first, so that nobody takes it for another thing. */
  public List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add(
        "compatibility profile " + profile.text() + ": " + outcome() + "; not a verdict of Aver");
    for (var finding : findings) {
      lines.add("  " + sentence(finding));
    }
    says.members()
        .forEach((name, value) -> lines.add("  " + name + ": " + JsonWriter.write(value)));
    if (holds()) {
      profile.proves().forEach(sentence -> lines.add("this shows: " + sentence));
    }
    profile.doesNotProve().forEach(sentence -> lines.add("this does not show: " + sentence));
    return lines;
  }

  private static String sentence(Finding finding) {
    return switch (finding) {
      case Finding.Passed passed -> "pass  " + passed.check();
      case Finding.Failure failure ->
          "FAIL  " + failure.check() + ": " + failure.reason() + ": " + failure.detail();
      case Finding.Skipped skipped -> "skip  " + skipped.check() + ": " + skipped.why();
      case Finding.Unchecked unchecked -> "skip  " + unchecked.check() + ": " + unchecked.why();
    };
  }

  private static Json.Obj line(Finding finding) {
    var json = Json.object().put("name", finding.check());
    switch (finding) {
      case Finding.Passed passed -> json.put("outcome", "pass");
      case Finding.Failure failure ->
          json.put("outcome", "fail")
              .put("reason", failure.reason().name())
              .put("detail", failure.detail());
      case Finding.Skipped skipped -> json.put("outcome", "skip").put("detail", skipped.why());
      case Finding.Unchecked unchecked ->
          json.put("outcome", "skip").put("detail", unchecked.why());
    }
    return json.build();
  }

  private static Json strings(List<String> texts) {
    return Json.array(texts.stream().map(Json::of).toList());
  }
}
