// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import java.nio.file.Path;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That every figure is there; how large it is, is for people to judge. */
final class BenchVerifyCommandTest {
  @TempDir Path empty;

  @Test
  void everyWorkIsMeasuredOnOneThreadAndOnAll() throws Exception {
    var run = Run.of("bench", "verify", "--seconds", "0.01", "--json");
    assertEquals(ExitCode.OK, run.status(), run.err());
    var rows = ((Json.Arr) JsonReader.document(Bytes.utf8(run.out()), 1 << 16)).elements();
    var names = new HashSet<Json>();
    for (var row : rows) {
      var figure = (Json.Obj) row;
      names.add(figure.members().get("name"));
      for (var number : new String[] {"wallMicros", "cpuMicros", "perSecond"}) {
        var literal = ((Json.Num) figure.members().get(number)).literal();
        assertTrue(Double.parseDouble(literal) > 0, () -> number + " of " + figure);
      }
    }
    assertEquals(12, rows.size());
    assertEquals(6, names.size());
  }

  @Test
  void aFolderWithoutVectorsIsAUsageError() {
    assertEquals(ExitCode.USAGE, Run.of("bench", "verify", "--vectors", empty).status());
    assertEquals(ExitCode.USAGE, Run.of("bench", "verify", "--seconds", "0").status());
  }
}
