// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.conformance.Folder;
import dev.aver.attestation.conformance.evidence.EvidenceAnswer;
import dev.aver.attestation.conformance.evidence.EvidenceComparison;
import dev.aver.attestation.conformance.evidence.EvidenceConformance;
import dev.aver.attestation.conformance.evidence.EvidenceIndex;
import dev.aver.attestation.conformance.evidence.EvidenceReport;
import dev.aver.attestation.json.JsonWriter;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The answers to an index of attestation vectors, whether it tells what to expect or not. */
final class EvidenceAnswers {
  private final EvidenceIndex index;
  private final EvidenceReport report;

  private EvidenceAnswers(EvidenceIndex index, EvidenceReport report) {
    this.index = index;
    this.report = report;
  }

  static EvidenceAnswers to(Bytes json, Folder folder) throws Rejected {
    var index = EvidenceIndex.parse(json);
    return new EvidenceAnswers(index, new EvidenceConformance(index, folder).report());
  }

  /** One document, in the form that the vectors' README fixes. */
  int printJson(PrintWriter out) {
    out.println(JsonWriter.write(report.toJson("aver", Aver.version())));
    return status();
  }

  /** A table, with what differs from the index where it tells what to expect. */
  int printTable(PrintWriter out) {
    var differing = 0;
    for (var i = 0; i < report.answers().size(); i++) {
      var answer = report.answers().get(i);
      out.println(line(answer));
      var differences = EvidenceComparison.differences(index.cases().get(i), answer);
      differences.forEach(difference -> out.println("    differs: " + difference));
      differing += differences.isEmpty() ? 0 : 1;
    }
    out.printf(
        "%d cases, %d accepted, %d rejected, %d unsupported, %d differ%n",
        report.answers().size(),
        report.count(EvidenceAnswer.ACCEPT),
        report.count(EvidenceAnswer.REJECT),
        report.count(EvidenceAnswer.UNSUPPORTED),
        differing);
    return status();
  }

  /** Answers may differ from somebody's expectation; only an escaped exception is a failure. */
  private int status() {
    return report.hasErrors() ? ExitCode.REJECTED : ExitCode.OK;
  }

  private static String line(EvidenceAnswer answer) {
    List<String> parts =
        new ArrayList<>(List.of(answer.id() + ":", answer.operation(), answer.result()));
    answer.reasons().forEach(reason -> parts.add(reason.name()));
    answer.error().ifPresent(error -> parts.add("ERROR " + error));
    return parts.stream().collect(Collectors.joining(" "));
  }
}
