// SPDX-License-Identifier: Apache-2.0
package dev.aver.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.receipt.Receipt;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Both processes are killed with SIGKILL; what was proven stays proven. */
class SuddenDeathTest {
  private static final Path STATE = Path.of("target/endtoend/sudden-death");
  private static final long PROOF_SECONDS = 120;

  @BeforeAll
  static void clean() throws Exception {
    Cli.run("down", "--purge", "--state", STATE);
  }

  @AfterAll
  static void stop() throws Exception {
    Cli.run("down", "--purge", "--state", STATE);
  }

  @Test
  void anAnswerOutlivesTheEnclaveThatGaveItAndTheRelayThatStoredIt() throws Exception {
    var first = RunningAver.up(STATE);
    var receipt =
        Receipt.fromHeader(
            first
                .embed(Json.of("before the end"))
                .headers()
                .firstValue("Aver-Receipt")
                .orElseThrow());
    var path = "/v1/proofs/" + receipt.digest();
    var before = untilFound(first, path);

    kill("enclave");
    var down = first.get("/v1/models");
    assertEquals(503, down.statusCode());
    assertTrue(down.headers().firstValue("Retry-After").isPresent());
    var error = Members.of(RunningAver.parse(Bytes.of(down.body())), "answer").object("error");
    assertEquals("enclave_unavailable", error.string("code"));
    assertEquals(200, first.get(path).statusCode());
    kill("relay");

    var second = RunningAver.up(STATE);
    assertNotEquals(first.text("enclave"), second.text("enclave"));
    var after = second.get(path);
    assertEquals(200, after.statusCode());
    assertEquals(inclusion(before), inclusion(after));
    var old = first.text("enclave").substring(2);
    assertEquals(200, second.get("/v1/logs/" + old + "/checkpoint").statusCode());
  }

  /**
   * A proof appears once the relay has stored the entry and the enclave has signed a checkpoint.
   */
  private static HttpResponse<byte[]> untilFound(RunningAver aver, String path) throws Exception {
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PROOF_SECONDS);
    while (true) {
      var answer = aver.get(path);
      if (answer.statusCode() == 200) {
        return answer;
      }
      assertEquals(404, answer.statusCode());
      assertTrue(answer.headers().firstValue("Retry-After").isPresent());
      assertTrue(System.nanoTime() < deadline, "no proof after " + PROOF_SECONDS + " s");
      Thread.onSpinWait();
    }
  }

  private static Json inclusion(HttpResponse<byte[]> proof) {
    return ((Json.Obj) RunningAver.parse(Bytes.of(proof.body()))).get("inclusion");
  }

  private static void kill(String role) throws IOException {
    var file = RunningAver.parse(Bytes.of(Files.readAllBytes(STATE.resolve("processes.json"))));
    var processes = (Json.Arr) ((Json.Obj) file).get("processes");
    for (var entry : processes.elements()) {
      var process = (Json.Obj) entry;
      if (process.get("role").equals(Json.of(role))) {
        var pid = Long.parseLong(((Json.Num) process.get("pid")).literal());
        var handle = ProcessHandle.of(pid).orElseThrow();
        assertTrue(handle.destroyForcibly());
        handle.onExit().join();
        return;
      }
    }
    throw new IOException("no " + role + " in " + STATE);
  }
}
