// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.conformance.CaseResult.Verdict;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs every case of an index. A case that escapes with an exception has failed and does not stop
 * the others; a kind without a runner is reported by name.
 */
public final class FormatConformance {
  private static final String SCHEMA = "aver-format-vectors/1";
  private static final int MAX_FILE = 64 * 1024 * 1024;
  private static final int MAX_DEPTH = 64;

  private final Map<String, CaseRunner> runners;

  private FormatConformance(Map<String, CaseRunner> runners) {
    this.runners = Map.copyOf(runners);
  }

  /** Runs with everything that this library has. */
  public static FormatConformance standard() {
    return new FormatConformance(Runners.ALL);
  }

  /** Runs with these runners, by kind. */
  public static FormatConformance with(Map<String, CaseRunner> runners) {
    return new FormatConformance(runners);
  }

  /**
   * Runs the index.
   *
   * @param folder the files beside it
   * @throws Rejected {@link Reason#JSON_SYNTAX} and the like if the index cannot be read, {@link
   *     Reason#TYPE_UNKNOWN} for another schema
   */
  public ConformanceReport run(Bytes index, Folder folder) throws Rejected {
    var root = Values.of("index", JsonReader.read(index, MAX_FILE, MAX_DEPTH));
    if (!root.has("schema") || !root.text("schema").equals(SCHEMA)) {
      throw new Rejected(Reason.TYPE_UNKNOWN, "the index is not " + SCHEMA);
    }
    var areas = new HashMap<String, Area>();
    var results = new ArrayList<CaseResult>();
    for (var json : root.list("cases")) {
      var listed = Values.of("case", json);
      results.add(run(listed, root, folder, areas));
    }
    return new ConformanceReport(results);
  }

  private CaseResult run(Values listed, Values index, Folder folder, Map<String, Area> areas) {
    var id = listed.text("id");
    var kind = listed.text("kind");
    var runner = runners.get(kind);
    if (runner == null) {
      return new CaseResult(id, kind, Verdict.NOT_IMPLEMENTED, "no runner for this kind");
    }
    try {
      var area = areas.computeIfAbsent(listed.text("file"), path -> Area.read(path, folder));
      var inputs = area.inputs(id);
      var outcome =
          evaluate(runner, new FormatCase(id, kind, index, area.values(), inputs, folder));
      var problem = Expected.of(listed.values("expect")).problem(outcome);
      return problem
          .map(text -> new CaseResult(id, kind, Verdict.FAIL, text))
          .orElseGet(() -> new CaseResult(id, kind, Verdict.PASS, ""));
    } catch (RuntimeException e) {
      return new CaseResult(id, kind, Verdict.FAIL, "escaped: " + e);
    }
  }

  private static CaseOutcome evaluate(CaseRunner runner, FormatCase formatCase) {
    try {
      return runner.run(formatCase);
    } catch (Rejected e) {
      return new CaseOutcome.Refused(List.of(e.reason()));
    }
  }

  /** A file of cases, by id. */
  private record Area(Values values, Map<String, Values> cases) {
    static Area read(String path, Folder folder) {
      var bytes = folder.file(path).orElseThrow(() -> new IllegalStateException("no file " + path));
      try {
        var values = Values.of(path, JsonReader.read(bytes, MAX_FILE, MAX_DEPTH));
        var cases = new HashMap<String, Values>();
        for (Json json : values.list("cases")) {
          var formatCase = Values.of(path, json);
          cases.put(formatCase.text("id"), new Values(formatCase.text("id"), formatCase.object()));
        }
        return new Area(values, cases);
      } catch (Rejected e) {
        throw new IllegalStateException(path, e);
      }
    }

    Values inputs(String id) {
      var inputs = cases.get(id);
      if (inputs == null) {
        throw new IllegalStateException("no case " + id + " in its file");
      }
      return inputs;
    }
  }
}
