// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave;

import static dev.aver.enclave.EnclaveClient.at;
import static dev.aver.enclave.EnclaveClient.json;
import static dev.aver.enclave.EnclaveClient.string;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.keyset.Keyset;
import dev.aver.attestation.receipt.CanonicalOutput;
import dev.aver.attestation.receipt.Commitment;
import dev.aver.attestation.receipt.EventStream;
import dev.aver.attestation.receipt.Outcome;
import dev.aver.attestation.receipt.Receipt;
import dev.aver.attestation.receipt.StreamBlock;
import dev.aver.attestation.receipt.Tags;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Streams, checked block by block with the library that callers have (formats.md, 5.3). */
@QuarkusTest
class ChatStreamTest extends ChatFixture {
  private static String request(int tokens, String more) {
    return "{\"model\":\"smollm2-135m-instruct\",\"messages\":[{\"role\":\"user\",\"content\":"
        + "\"What is gravity?\"}],\"temperature\":0,\"max_tokens\":"
        + tokens
        + more
        + "}";
  }

  private static List<StreamBlock> blocks(HttpResponse<byte[]> response) throws Exception {
    return EventStream.split(Bytes.of(response.body()));
  }

  private static List<Json> events(HttpResponse<byte[]> response) throws Exception {
    var events = new ArrayList<Json>();
    for (var block : blocks(response)) {
      if (block instanceof StreamBlock.Event event && !event.isDone()) {
        events.add(JsonReader.read(event.data(), 1 << 20, 64));
      }
    }
    return events;
  }

  private static String content(List<Json> events) {
    var text = new StringBuilder();
    for (var event : events) {
      var choices = (Json.Arr) at(event, "choices");
      if (!choices.elements().isEmpty()
          && at(event, "choices", "0", "delta", "content") instanceof Json.Str(String more)) {
        text.append(more);
      }
    }
    return text.toString();
  }

  private Receipt check(HttpResponse<byte[]> response, String request) throws Exception {
    var keyset = Keyset.parse(json(client.get("/internal/v1/keyset")));
    var id = Digest.parse(response.headers().firstValue("Aver-Receipt-Id").orElseThrow());
    var salt = Digest.parse(response.headers().firstValue("Aver-Request-Salt").orElseThrow());
    assertEquals(id, Commitment.of(salt, Tags.REQUEST, Bytes.utf8(request)));
    return EventStream.check(Bytes.of(response.body()), keyset, id).orElseThrow();
  }

  @Test
  void aStreamProvesItselfAndSaysWhatTheWholeAnswerSays() throws Exception {
    var request = request(80, ",\"stream\":true,\"stream_options\":{\"include_usage\":true}");
    var response = client.post(PATH, request);
    assertEquals("text/event-stream", response.headers().firstValue("Content-Type").orElseThrow());
    var receipt = check(response, request);
    var blocks = blocks(response);
    assertTrue(assertInstanceOf(StreamBlock.Event.class, blocks.getLast()).isDone());
    assertInstanceOf(StreamBlock.ReceiptComment.class, blocks.get(blocks.size() - 2));
    assertTrue(blocks.stream().anyMatch(StreamBlock.ProgressComment.class::isInstance));

    var events = events(response);
    assertEquals("assistant", string(events.getFirst(), "choices", "0", "delta", "role"));
    assertEquals("80", ((Json.Num) at(events.getLast(), "usage", "completion_tokens")).literal());
    assertEquals("length", string(events.get(events.size() - 2), "choices", "0", "finish_reason"));
    var whole = json(client.post(PATH, request(80, "")));
    assertEquals(string(whole, "choices", "0", "message", "content"), content(events));
    Commitment.check(
        receipt.body().output(),
        receipt.opening().orElseThrow().output().orElseThrow(),
        CanonicalOutput.text(content(events)));
    assertEquals(Outcome.CUT, receipt.body().outcome());
  }

  @Test
  void aStopStringEndsAStreamAndNoPartOfItIsShown() throws Exception {
    var whole =
        string(json(client.post(PATH, request(40, ""))), "choices", "0", "message", "content");
    var stop = whole.substring(20, 27);
    var request = request(40, ",\"stream\":true,\"stop\":[\"" + stop + "\"]");
    var response = client.post(PATH, request);
    var events = events(response);
    assertEquals(whole.substring(0, whole.indexOf(stop)), content(events));
    assertEquals("stop", string(events.getLast(), "choices", "0", "finish_reason"));
    assertEquals(Outcome.COMPLETE, check(response, request).body().outcome());
  }

  @Test
  void whoGoesAwayFreesTheModelAndTheReceiptSaysCut() throws Exception {
    var size = size();
    // Neither end of a text may come: an answer that is over would not be cut.
    var request = request(900, ",\"logit_bias\":{\"0\":-100,\"2\":-100},\"stream\":true");
    String id;
    try (var connection = new LeavingClient(base, PATH, request)) {
      id = connection.header("aver-receipt-id");
      connection.readEvents(5);
    }
    var entry = client.get("/internal/v1/entries?wait=30000&from=" + size);
    assertEquals(32, entry.body().length);
    var receipt = Receipt.parse(json(client.get("/v1/receipts/" + id)));
    assertEquals(Outcome.CUT, receipt.body().outcome());
    assertTrue(receipt.body().outputUnits() < 400, () -> receipt.body().toString());
    assertFalse(receipt.opening().isPresent());
  }

  private long size() throws Exception {
    var response = client.get("/internal/v1/entries?wait=0&from=0");
    return Long.parseLong(response.headers().firstValue("Aver-Size").orElseThrow());
  }

  @Test
  void severalChoicesComeSideBySide() throws Exception {
    var request =
        request(8, ",\"stream\":true,\"n\":2,\"seed\":3")
            .replace("\"temperature\":0", "\"temperature\":1.2");
    var response = client.post(PATH, request);
    var receipt = check(response, request);
    assertEquals(16, receipt.body().outputUnits());
    var indexes =
        events(response).stream().map(event -> at(event, "choices", "0", "index")).distinct();
    assertEquals(2, indexes.count());
  }
}
