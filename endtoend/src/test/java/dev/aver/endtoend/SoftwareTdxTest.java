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

/** The same service over a TDX machine: the same commands, the same way to the level attested. */
class SoftwareTdxTest {
  private static final String NONCE = "0x" + "5a".repeat(32);

  @Test
  void anAnswerIsProvenOverTdxAsOverSnp() throws Exception {
    var state = Files.createDirectories(Path.of("target/endtoend")).resolve("tdx");
    Cli.run("down", "--purge", "--state", state); // what an interrupted run left behind
    try {
      var aver = RunningAver.up(state, "tdx");
      var evidence = aver.get("/v1/attestation?nonce=" + NONCE);
      assertEquals(200, evidence.statusCode());
      var file = state.resolve("evidence-nonce.json");
      Files.write(file, evidence.body());
      var json = (Json.Obj) RunningAver.parse(Bytes.of(evidence.body()));
      assertEquals(Json.of("software-tdx"), json.get("tee"));
      assertEquals(9, ((Json.Obj) json.get("endorsements")).members().size());

      var policy = state.resolve("own-policy.json");
      Cli.run("policy", "init", file, "-o", policy).expect(0);
      var anchor = aver.path("trustAnchor");
      var verdict =
          Cli.run("verify", file, "--trust-anchor", anchor, "--policy", policy, "--nonce", NONCE)
              .expect(0);
      assertTrue(verdict.firstLine().contains("verified"), verdict.firstLine());
      assertTrue(verdict.firstLine().contains("software TEE"), verdict.firstLine());
      assertTrue(verdict.out().contains("Intel SGX Root CA"), verdict.out());

      var folder = state.resolve("proven");
      Cli.run("ask", "A man is playing a guitar", "--save", folder, "--state", state).expect(0);
      var proven =
          Cli.run(
                  "verify",
                  folder.resolve("proof.json"),
                  "--trust-anchor",
                  anchor,
                  "--policy",
                  policy,
                  "--json")
              .expect(0);
      var result = ((Json.Arr) RunningAver.parse(Bytes.utf8(proven.out()))).elements().getFirst();
      var claims = Members.of(result, "result").object("claims");
      assertEquals("attested", claims.string("level"));
    } finally {
      Cli.run("down", "--purge", "--state", state);
    }
  }
}
