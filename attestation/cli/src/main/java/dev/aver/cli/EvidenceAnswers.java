// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.conformance.evidence.EvidenceAnswer;
import dev.aver.attestation.conformance.evidence.EvidenceCase;
import dev.aver.attestation.conformance.evidence.EvidenceComparison;
import dev.aver.attestation.conformance.evidence.EvidenceConformance;
import dev.aver.attestation.conformance.evidence.EvidenceIndex;
import dev.aver.attestation.conformance.evidence.EvidenceReport;
import dev.aver.attestation.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The answers to an index of hardware evidence, as one JSON object or as a table. */
record EvidenceAnswers(EvidenceIndex index, EvidenceReport report) {
  static EvidenceAnswers to(EvidenceIndex index, IndexFolder folder) {
    return new EvidenceAnswers(index, new EvidenceConformance(index, folder).report());
  }

  String json() {
    var version = Aver.class.getPackage().getImplementationVersion();
    return JsonWriter.write(report.toJson("aver", version == null ? "unpackaged" : version));
  }

  /** One line for each case, its differences below it where the index says what it expects. */
  List<String> lines() {
    var lines = new ArrayList<String>();
    var differing = 0;
    for (var i = 0; i < index.cases().size(); i++) {
      var asked = index.cases().get(i);
      var answer = report.answers().get(i);
      var differences = EvidenceComparison.differences(asked, answer);
      lines.add(line(asked, answer));
      differences.forEach(difference -> lines.add("  differs: " + difference));
      differing += differences.isEmpty() ? 0 : 1;
    }
    lines.add(
        "%d cases, %d accepted, %d rejected, %d unsupported, %d differ"
            .formatted(
                report.answers().size(),
                report.count(EvidenceAnswer.ACCEPT),
                report.count(EvidenceAnswer.REJECT),
                report.count(EvidenceAnswer.UNSUPPORTED),
                differing));
    return lines;
  }

  private static String line(EvidenceCase asked, EvidenceAnswer answer) {
    var reasons = answer.reasons().stream().map(Enum::name).collect(Collectors.joining(" "));
    return "%s: %s %s %s"
        .formatted(asked.id(), answer.operation(), answer.result(), reasons)
        .strip();
  }
}
