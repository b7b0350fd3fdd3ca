// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester.doctor;

import dev.aver.attestation.json.Json;
import dev.aver.enclave.attester.doctor.Step.Outcome;
import dev.aver.enclave.attester.doctor.Step.Question;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All ten answers; what was not asked says why. */
public final class Diagnosis {
  /** Exit status: every question was answered well. */
  public static final int WELL = 0;

  /** Exit status: something failed. */
  public static final int ILL = 1;

  /** Exit status: nothing failed, but the verdict could not be reached here. */
  public static final int OPEN = 3;

  private final Map<Question, Step> steps = new EnumMap<>(Question.class);

  Diagnosis() {}

  void add(Step step) {
    steps.put(step.question(), step);
  }

  /** Whatever is left rests on {@code question}. */
  Diagnosis restsOn(Question question) {
    for (var left : Question.values()) {
      steps.putIfAbsent(left, Step.skip(left, "rests on " + question.text()));
    }
    return this;
  }

  /** What the process ends with. */
  public int exitStatus() {
    if (steps.values().stream().anyMatch(step -> step.outcome() == Outcome.FAIL)) {
      return ILL;
    }
    return outcome(Question.VERDICT) == Outcome.PASS ? WELL : OPEN;
  }

  Outcome outcome(Question question) {
    var step = steps.get(question);
    return step == null ? Outcome.SKIP : step.outcome();
  }

  List<Step> steps() {
    return List.copyOf(steps.values());
  }

  /** For people: a line each, and below it what to do. */
  public List<String> lines() {
    var lines = new ArrayList<String>();
    var number = 0;
    for (var step : steps.values()) {
      number++;
      lines.add(
          String.format(
              Locale.ROOT,
              "%2d %-4s  %-15s  %s",
              number,
              word(step.outcome()),
              step.question().text(),
              step.detail()));
      step.todo().ifPresent(todo -> lines.add(" ".repeat(26) + "> " + todo));
    }
    return lines;
  }

  /** For programs. */
  public Json.Obj toJson() {
    var all = new ArrayList<Json>();
    for (var step : steps.values()) {
      var json =
          Json.object()
              .put("name", step.question().text())
              .put("outcome", word(step.outcome()))
              .put("detail", step.detail());
      step.todo().ifPresent(todo -> json.put("todo", todo));
      all.add(json.build());
    }
    return Json.object()
        .put("type", "aver/doctor/v1")
        .put("steps", Json.array(all))
        .put("exitStatus", exitStatus())
        .build();
  }

  private static String word(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }
}
