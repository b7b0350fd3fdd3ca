// SPDX-License-Identifier: Apache-2.0
package dev.aver.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The doctor as it is packaged, on whatever machine this is. */
class DoctorTest {
  @Test
  void itSaysTheTruthOfThisMachine() throws Exception {
    var answer = Cli.run("doctor", "attester", "--json");
    var said = Members.of(RunningAver.parse(Bytes.utf8(answer.out())), "doctor");
    said.type("aver/doctor/v1");
    assertEquals(answer.status(), said.integer("exitStatus", 0, 3));
    var steps = said.array("steps");
    assertEquals(10, steps.size());
    var interfaces = (Json.Obj) steps.get(1);
    assertEquals(Json.of("interface"), interfaces.get("name"));
    var hardware =
        Files.isDirectory(Path.of("/sys/kernel/config/tsm/report"))
            || Files.exists(Path.of("/dev/sev-guest"));
    if (!hardware) {
      assertEquals(Json.of("fail"), interfaces.get("outcome"), answer.out());
      assertEquals(1, answer.status());
      assertTrue(answer.out().contains("no provider"), answer.out());
    }
    assertEquals(answer.status(), Cli.run("doctor", "attester").status());
  }

  @Test
  void aWrongOptionIsUsage() throws Exception {
    Cli.run("doctor").expect(2);
    Cli.run("doctor", "attester", "--privilege-level", 7).expect(2);
    Cli.run("doctor", "attester", "--endorsements", "no-such-file").expect(2);
  }
}
