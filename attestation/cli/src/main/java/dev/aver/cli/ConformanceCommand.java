// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.conformance.CaseResult;
import dev.aver.attestation.conformance.CaseResult.Verdict;
import dev.aver.attestation.conformance.ConformanceReport;
import dev.aver.attestation.conformance.FormatConformance;
import dev.aver.attestation.conformance.evidence.EvidenceIndex;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs an index of test vectors, ours or somebody else's, against the rules of this program. */
@Command(
    name = "conformance",
    description = {
      "Run an index of test vectors and say what differs.",
      "Of our formats: exit status 0 only if nothing differs; kinds without rules here are",
      "listed by name. Of hardware evidence: --json answers whether or not the index tells what",
      "to expect, and only an escaped exception gives another exit status."
    })
final class ConformanceCommand extends Subcommand {
  @Parameters(paramLabel = "INDEX.json", description = "The index; its files lie beside it.")
  private Path index = Path.of("");

  @Option(names = "--json", description = "Print one JSON object instead of lines.")
  private boolean json;

  @Override
  public Integer call() {
    var bytes = InputFile.read(index);
    var folder = IndexFolder.of(index);
    try {
      if (EvidenceIndex.recognises(bytes)) {
        var answers = EvidenceAnswers.to(bytes, folder);
        return json ? answers.printJson(out()) : answers.printTable(out());
      }
      return print(FormatConformance.standard().run(bytes, folder));
    } catch (Rejected e) {
      throw new CommandFailed(
          ExitCode.USAGE, index + " is no index of vectors: " + e.getMessage(), "");
    }
  }

  private int print(ConformanceReport report) {
    if (json) {
      out().println(JsonWriter.write(toJson(report)));
    } else {
      report.results().forEach(result -> out().println(line(result)));
      report
          .notImplemented()
          .forEach((kind, cases) -> out().println("not implemented: " + kind + " (" + cases + ")"));
      out().println(report.summary());
    }
    return report.failures().isEmpty() ? ExitCode.OK : ExitCode.REJECTED;
  }

  private static String line(CaseResult result) {
    return switch (result.verdict()) {
      case PASS -> result.id() + ": pass";
      case FAIL -> result.id() + ": FAIL: " + result.detail();
      case NOT_IMPLEMENTED -> result.id() + ": not implemented: " + result.kind();
    };
  }

  private static Json.Obj toJson(ConformanceReport report) {
    var cases = report.results().stream().map(ConformanceCommand::toJson).toList();
    var kinds = Json.object();
    report.notImplemented().forEach(kinds::put);
    return Json.object()
        .put("cases", Json.array(cases))
        .put("notImplemented", kinds.build())
        .put(
            "summary",
            Json.object()
                .put("pass", report.count(Verdict.PASS))
                .put("fail", report.count(Verdict.FAIL))
                .put("notImplemented", report.count(Verdict.NOT_IMPLEMENTED))
                .build())
        .build();
  }

  private static Json.Obj toJson(CaseResult result) {
    var verdict = result.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-');
    var object =
        Json.object().put("id", result.id()).put("kind", result.kind()).put("result", verdict);
    if (!result.detail().isEmpty()) {
      object.put("detail", result.detail());
    }
    return object.build();
  }
}
