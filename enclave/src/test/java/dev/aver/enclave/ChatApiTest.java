// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave;

import static dev.aver.enclave.EnclaveClient.at;
import static dev.aver.enclave.EnclaveClient.json;
import static dev.aver.enclave.EnclaveClient.number;
import static dev.aver.enclave.EnclaveClient.receipt;
import static dev.aver.enclave.EnclaveClient.string;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Jcs;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.keyset.Keyset;
import dev.aver.attestation.receipt.CanonicalInput;
import dev.aver.attestation.receipt.CanonicalOutput;
import dev.aver.attestation.receipt.Commitment;
import dev.aver.attestation.receipt.EffectiveParameters;
import dev.aver.attestation.receipt.EventStream;
import dev.aver.attestation.receipt.Operation;
import dev.aver.attestation.receipt.Outcome;
import dev.aver.attestation.receipt.ReceiptChecks;
import dev.aver.attestation.receipt.StreamBlock;
import dev.aver.attestation.receipt.TaggedBytes;
import dev.aver.attestation.receipt.Tags;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** Whole chats, as an unchanged OpenAI client gets them, and their receipts. */
@QuarkusTest
class ChatApiTest extends ChatFixture {
  private static final String CAPITAL =
      "{\"model\":\"smollm2-135m-instruct\",\"messages\":[{\"role\":\"user\",\"content\":"
          + "\"What is gravity?\"}],\"temperature\":0,\"max_completion_tokens\":12}";

  @Test
  void aChatIsAnsweredInTheFormThatClientsExpect() throws Exception {
    var answer = json(client.post(PATH, CAPITAL));
    assertEquals("chat.completion", string(answer, "object"));
    assertEquals("smollm2-135m-instruct", string(answer, "model"));
    assertTrue(string(answer, "id").startsWith("chatcmpl-"));
    assertEquals("assistant", string(answer, "choices", "0", "message", "role"));
    assertTrue(
        string(answer, "choices", "0", "message", "content").startsWith("Gravity is"),
        answer.toString());
    assertEquals("length", string(answer, "choices", "0", "finish_reason"));
    assertEquals(12, number(answer, "usage", "completion_tokens"));
    assertEquals(
        number(answer, "usage", "prompt_tokens") + 12, number(answer, "usage", "total_tokens"));
  }

  @Test
  void everythingTheReceiptCommitsToCanBeComputedFromTheAnswer() throws Exception {
    var response = client.post(PATH, CAPITAL, "Aver-Context", "0x" + "5a".repeat(32));
    var receipt = receipt(response);
    ReceiptChecks.check(receipt, Keyset.parse(json(client.get("/internal/v1/keyset"))));
    var body = receipt.body();
    assertEquals(Outcome.CUT, body.outcome());
    assertEquals(12, body.outputUnits());
    assertEquals("0x" + "5a".repeat(32), body.context().toString());
    var salts = receipt.opening().orElseThrow();
    var answer = json(response);
    var request = (Json.Obj) JsonReader.document(Bytes.utf8(CAPITAL), 1 << 20);
    Commitment.check(
        body.request(),
        salts.request().orElseThrow(),
        new TaggedBytes(Tags.REQUEST, Bytes.utf8(CAPITAL)));
    Commitment.check(
        body.response(),
        salts.response().orElseThrow(),
        new TaggedBytes(Tags.RESPONSE, Bytes.of(response.body())));
    Commitment.check(
        body.input(), salts.input().orElseThrow(), CanonicalInput.of(Operation.CHAT, request));
    Commitment.check(
        body.output(),
        salts.output().orElseThrow(),
        CanonicalOutput.text(string(answer, "choices", "0", "message", "content")));
    var parameters =
        EffectiveParameters.of(
            Operation.CHAT,
            request,
            number(answer, "aver", "seed"),
            number(answer, "aver", "max_tokens"));
    Commitment.check(
        body.parameters(),
        salts.parameters().orElseThrow(),
        new TaggedBytes(Tags.PARAMETERS, Jcs.canonical(parameters)));
  }

  @Test
  void aSeedMakesAnAnswerRepeatable() throws Exception {
    var question =
        "{\"model\":\"smollm2-135m-instruct\",\"messages\":[{\"role\":\"user\",\"content\":"
            + "\"Tell me a story\"}],\"temperature\":1.5,\"top_k\":0,\"max_tokens\":16,\"seed\":%s}";
    var seven = json(client.post(PATH, question.formatted("7")));
    var again = json(client.post(PATH, question.formatted("7")));
    var other = json(client.post(PATH, question.formatted("8")));
    assertEquals(at(seven, "choices"), at(again, "choices"));
    assertNotEquals(at(seven, "choices"), at(other, "choices"));
  }

  @Test
  void whatIsNotSupportedIsRefusedByName() throws Exception {
    var response =
        client.post(PATH, CAPITAL.replace("\"temperature\":0", "\"reasoning_effort\":\"low\""));
    assertEquals(400, response.statusCode());
    assertEquals("unsupported_parameter", string(json(response), "error", "code"));
    assertEquals("reasoning_effort", string(json(response), "error", "param"));
    assertEquals(Outcome.REFUSED, receipt(response).body().outcome());
  }

  @Test
  void aPromptThatDoesNotFitIsRefusedWithBothNumbers() throws Exception {
    var response =
        client.post(PATH, CAPITAL.replace("What is gravity?", "word ".repeat(1100).strip()));
    assertEquals(400, response.statusCode());
    assertEquals("context_length_exceeded", string(json(response), "error", "code"));
    var message = string(json(response), "error", "message");
    assertTrue(message.contains("1024") && message.contains("1130"), message);
  }

  @Test
  void completionsContinueATextOrTokenIds() throws Exception {
    var request =
        "{\"model\":\"smollm2-135m-instruct\",\"prompt\":%s,\"temperature\":0,\"max_tokens\":4}";
    var text =
        json(client.post("/v1/completions", request.formatted("\"The capital of France is\"")));
    assertEquals("text_completion", string(text, "object"));
    assertTrue(string(text, "choices", "0", "text").startsWith(" Paris."), text.toString());
    var ids =
        json(
            client.post("/v1/completions", request.formatted("[[504,3575,282,4649,314],[33,28]]")));
    assertEquals(string(text, "choices", "0", "text"), string(ids, "choices", "0", "text"));
    assertEquals(7, number(ids, "usage", "prompt_tokens"));
    assertEquals(1, number(ids, "choices", "1", "index"));
  }

  /** A token may be a part of a character: its bytes tell it from others, and no place is lost. */
  @Test
  void placesOfTokensAreCountedInCharactersAndAreTheSameInAStream() throws Exception {
    var request =
        "{\"model\":\"smollm2-135m-instruct\",\"prompt\":\"emoji: 😀😀😀\",\"temperature\":0,"
            + "\"max_tokens\":8,\"logprobs\":2}";
    var whole = at(json(client.post("/v1/completions", request)), "choices", "0");
    var offsets = at(whole, "logprobs", "text_offset");
    assertEquals("[0,0,0,1,1,1,2,2]", JsonWriter.write(offsets), whole.toString());
    assertTrue(string(whole, "logprobs", "tokens", "0").startsWith("bytes:\\x"), whole.toString());
    assertEquals(2, ((Json.Obj) at(whole, "logprobs", "top_logprobs", "0")).members().size());
    var streamed =
        client.post(
            "/v1/completions", request.replace("\"logprobs\"", "\"stream\":true,\"logprobs\""));
    var told = new ArrayList<Json>();
    for (var block : EventStream.split(Bytes.of(streamed.body()))) {
      if (block instanceof StreamBlock.Event event
          && !event.isDone()
          && at(JsonReader.read(event.data(), 1 << 20, 64), "choices", "0", "logprobs")
              instanceof Json.Obj logprobs) {
        told.addAll(((Json.Arr) at(logprobs, "text_offset")).elements());
      }
    }
    assertEquals(offsets, Json.array(told));
  }
}
