// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance;

import dev.aver.attestation.conformance.CaseResult.Verdict;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** How all cases of an index went, in its order. */
public record ConformanceReport(List<CaseResult> results) {
  /** Copies {@code results}. */
  public ConformanceReport {
    results = List.copyOf(results);
  }

  /** The number of cases that went this way. */
  public long count(Verdict verdict) {
    return results.stream().filter(result -> result.verdict() == verdict).count();
  }

  /** The cases that failed. */
  public List<CaseResult> failures() {
    return results.stream().filter(result -> result.verdict() == Verdict.FAIL).toList();
  }

  /** The kinds that were skipped, with the number of their cases. */
  public SortedMap<String, Integer> notImplemented() {
    var kinds = new TreeMap<String, Integer>();
    for (var result : results) {
      if (result.verdict() == Verdict.NOT_IMPLEMENTED) {
        kinds.merge(result.kind(), 1, Integer::sum);
      }
    }
    return kinds;
  }

  /** One line: passed, failed, skipped and which kinds were skipped. */
  public String summary() {
    return "%d passed, %d failed, %d not implemented %s"
        .formatted(
            count(Verdict.PASS),
            count(Verdict.FAIL),
            count(Verdict.NOT_IMPLEMENTED),
            notImplemented());
  }
}
