// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance.evidence;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Answers every case of an index. Whatever a case holds, the others are answered: an exception that
 * escapes is reported with its case, as the defect that it is.
 */
public final class EvidenceConformance {
  private final EvidenceIndex index;
  private final Function<String, Optional<Bytes>> folder;

  /**
   * Prepares to answer.
   *
   * @param folder content by path relative to the index; empty if there is no such file
   */
  public EvidenceConformance(EvidenceIndex index, Function<String, Optional<Bytes>> folder) {
    this.index = index;
    this.folder = folder;
  }

  /** The answers, in the order of the index. */
  public List<EvidenceAnswer> answers() {
    return index.cases().stream().map(this::answer).toList();
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
