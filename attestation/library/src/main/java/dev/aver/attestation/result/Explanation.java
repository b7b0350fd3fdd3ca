// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.result;

import dev.aver.attestation.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A result for people. The first line is verdict, reason code, and {@code software TEE} where the
 * root is one, so that nobody can take a simulation for hardware (formats.md, 8).
 */
public final class Explanation {
  /** What no verdict ever claims, a sentence each (formats.md, 9). */
  public static final List<String> LIMITS =
      List.of(
          "It does not say that the operator has no physical access to the memory bus.",
          "It does not say that the output is true.",
          "It does not say that a request was not withheld or asked many times.",
          "It does not say that the time is right, before a witness or a chain saw it.",
          "It does not say that nobody counts answers or tokens.",
          "It does not say that a GPU shares the package with the processor that was attested.");

  private Explanation() {}

  /** Verdict, reason code, and whether the TEE is a software one. */
  public static String firstLine(AttestationResult result) {
    var line = new StringBuilder(result.verdict().text());
    result.reason().ifPresent(reason -> line.append(", ").append(reason));
    if (result.isSoftwareTee()) {
      line.append(", software TEE");
    }
    return line.toString();
  }

  /** The first line, then what stands against it, or what is known. */
  public static List<String> lines(AttestationResult result) {
    var lines = new ArrayList<String>();
    lines.add(firstLine(result));
    result.checks().forEach(check -> against(check).ifPresent(lines::add));
    known(result).forEach(lines::add);
    result
        .anchor()
        .ifPresent(
            root ->
                lines.add(
                    (result.isSoftwareTee() ? "  software root: " : "  root: ")
                        + root.name()
                        + " "
                        + root.spki()));
    if (result.verdict() == Verdict.INCOMPLETE) {
      lines.add("  authentic, but nobody said what is acceptable: give a policy");
    }
    return List.copyOf(lines);
  }

  private static Optional<String> against(CheckOutcome check) {
    return check
        .reason()
        .filter(reason -> check.outcome().equals("fail"))
        .map(
            reason ->
                "  %s: %s (%s): %s"
                    .formatted(check.name(), reason, reason.meaning(), check.detail()));
  }

  private static List<String> known(AttestationResult result) {
    var lines = new ArrayList<String>();
    for (var name :
        List.of("enclave", "level", "timeSource", "location", "owner", "image", "imageSource")) {
      if (result.claims().get(name) instanceof Json.Str(String value)) {
        lines.add("  " + name + ": " + value + meaning(name, value));
      }
    }
    if (result.claims().get("models") instanceof Json.Arr(List<Json> models)) {
      lines.add("  models: " + String.join(", ", names(models)));
    }
    return lines;
  }

  private static List<String> names(List<Json> models) {
    return models.stream()
        .map(model -> model instanceof Json.Obj object ? object.get("name") : null)
        .map(name -> name instanceof Json.Str(String value) ? value : "?")
        .toList();
  }

  private static String meaning(String name, String value) {
    return switch (name + "=" + value) {
      case "level=signed" -> " (the key that signed the receipt is attested)";
      case "level=logged" -> " (and the receipt is in a signed checkpoint of the log)";
      case "level=attested" -> " (and that log is in a report of the hardware)";
      case "level=witnessed" -> " (and a quorum of witnesses cosigned it)";
      case "level=anchored" -> " (and it was seen on the chain)";
      case "timeSource=enclave" -> " (nobody else vouches for the time)";
      case "location=unknown" -> " (no machine list says where this chip is)";
      default -> "";
    };
  }
}
