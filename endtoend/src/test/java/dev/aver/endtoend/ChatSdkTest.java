// SPDX-License-Identifier: Apache-2.0
package dev.aver.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.receipt.Receipt;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The official SDKs, unchanged, chat through relay and enclave; answers are proved and replayed.
 */
class ChatSdkTest {
  private static RunningAver aver;

  @BeforeAll
  static void start() throws Exception {
    aver = RunningAver.shared();
    var models = new String(aver.get("/v1/models").body(), StandardCharsets.UTF_8);
    if (!models.contains("smollm2-135m-instruct")) {
      if ("1".equals(System.getenv("AVER_REQUIRE_ALL"))) {
        throw new IllegalStateException("AVER_REQUIRE_ALL=1 and no chat model is served");
      }
      abort("no chat model is served: npm and pip could not fetch it");
    }
  }

  private static void check(String printed) throws Exception {
    var result = Members.of(JsonReader.read(Bytes.utf8(printed), 1 << 20, 16), "SDK");
    assertTrue(result.string("whole").startsWith("Gravity is"), printed);
    assertEquals("length", result.string("finish"));
    Receipt.fromHeader(result.string("receipt"));
    assertEquals(result.string("whole"), result.string("streamed"));
    assertEquals(16, result.integer("tokens", 0, 1000));
    assertEquals("get_weather", result.string("tool"));
    assertTrue(result.string("city").length() <= 12, printed);
    assertEquals("tool_calls", result.string("why"));
    assertEquals("string", result.string("answer"));
    assertTrue(result.string("completion").startsWith(" Paris"), printed);
    assertEquals(3, result.integer("logprobs", 0, 1000));
    var refusal = result.object("refusal");
    assertEquals(400, refusal.integer("status", 0, 999));
    assertEquals("unsupported_parameter", refusal.string("code"));
    assertEquals("reasoning_effort", refusal.string("param"));
  }

  @Test
  void theJavaScriptSdkChats() throws Exception {
    Sdk.install();
    check(Sdk.run("chat.mjs", aver.text("api")));
  }

  @Test
  void thePythonSdkChats() throws Exception {
    PythonSdk.install();
    check(PythonSdk.run("chat.py", aver.text("api")));
  }

  @Test
  void aChatIsProvedSavedAndReplayed() throws Exception {
    var folder = Path.of("target/endtoend/chat").toAbsolutePath();
    var asked =
        Cli.run(
            "ask",
            "--chat",
            "Tell me a joke",
            "--max-tokens",
            12,
            "--save",
            folder,
            "--state",
            aver.state());
    asked.expect(0);
    var verified =
        Cli.run(
            "verify",
            folder.resolve("proof.json"),
            "--trust-anchor",
            aver.path("trustAnchor"),
            "--policy",
            aver.path("policy"));
    verified.expect(0);
    var replayed = Cli.run("replay", folder, "--state", aver.state()).expect(0);
    assertTrue(replayed.out().startsWith("same output, byte for byte"), replayed.out());
  }
}
