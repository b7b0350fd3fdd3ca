// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance.evidence;

import dev.aver.attestation.conformance.Folder;
import dev.aver.attestation.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * Answers every case of an index. Whatever a case holds, the others are answered: an exception that
 * escapes is reported with its case, as the defect that it is.
 */
public final class EvidenceConformance {
  private final EvidenceIndex index;
  private final Folder folder;

  /**
   * Prepares to answer.
   *
   * @param folder the files beside the index
   */
  public EvidenceConformance(EvidenceIndex index, Folder folder) {
    this.index = index;
    this.folder = folder;
  }

  /** The answers, in the order of the index. */
  public EvidenceReport report() {
    return new EvidenceReport(index.cases().stream().map(this::answer).toList());
  }

  /** The answer to one case of the index. */
  public EvidenceAnswer answer(EvidenceCase asked) {
    var files = new CaseFiles(index, asked, folder);
    try {
      return switch (asked.tee()) {
        case "snp" -> new SnpCases(asked, files).answer();
        case "tdx" -> new TdxCases(asked, files).answer();
        default -> unsupported(asked, Optional.empty());
      };
    } catch (RuntimeException e) {
      return unsupported(asked, Optional.of(e.toString()));
    }
  }

  private static EvidenceAnswer unsupported(EvidenceCase asked, Optional<String> error) {
    return new EvidenceAnswer(
        asked.id(), "verify", EvidenceAnswer.UNSUPPORTED, List.of(), Json.object().build(), error);
  }
}
