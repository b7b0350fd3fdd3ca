// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bytes.Digest;
import dev.aver.cli.local.ProcessFile;
import dev.aver.cli.local.ProcessRecord;
import dev.aver.cli.local.StateFolder;
import dev.aver.cli.local.UpReport;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code aver up} where one runs already: on port 9000, as far as its state says. */
class SecondUpTest {
  @TempDir Path folder;
  private UpReport report;

  @BeforeEach
  void pretendThatOneRuns() throws Exception {
    var state = StateFolder.open(folder);
    report =
        new UpReport(
            URI.create("http://127.0.0.1:9000"),
            Digest.ZERO,
            state.trustAnchor(),
            state.policy(),
            state.logs());
    StateFolder.write(state.report(), report.toJson());
    var itself = ProcessHandle.current();
    new ProcessFile(state.processes())
        .write(List.of(ProcessRecord.of("enclave", itself), ProcessRecord.of("relay", itself)));
  }

  @Test
  void saysOnWhichPortItRunsAndPrintsTheSameObject() {
    var run = Run.of("up", "--json", "--state", folder);
    assertEquals(0, run.status(), run.err());
    assertEquals(report.toJson(), run.out().strip());
    assertTrue(run.err().contains("already running on port 9000 ("), run.err());
  }

  @Test
  void saysThatItDoesNotRunOnTheOtherPortThatWasNamed() {
    var run = Run.of("up", "--port", 9001, "--state", folder);
    assertEquals(0, run.status(), run.err());
    assertTrue(run.err().contains("already running on port 9000, not on 9001 ("), run.err());
    assertTrue(run.err().contains("./aver down --state " + folder), run.err());
  }

  @Test
  void anyPortIsAlsoTheOneThatItRunsOn() {
    for (var port : List.of(0, 9000)) {
      var run = Run.of("up", "--port", port, "--state", folder);
      assertEquals(0, run.status(), run.err());
      assertFalse(run.err().contains("not on"), run.err());
    }
  }
}
