// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave;

import static dev.aver.enclave.EnclaveClient.at;
import static dev.aver.enclave.EnclaveClient.cosine;
import static dev.aver.enclave.EnclaveClient.json;
import static dev.aver.enclave.EnclaveClient.number;
import static dev.aver.enclave.EnclaveClient.string;
import static dev.aver.enclave.EnclaveClient.vector;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aver.attestation.json.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an unchanged OpenAI client gets. */
@QuarkusTest
class EmbeddingsApiTest extends EnclaveFixture {
  private static final String PLAYING = "A man is playing a guitar";
  private static final String PLAYS = "Someone plays the guitar";
  private static final String MARKET = "The stock market fell today";

  private Json.Obj embed(String input, String more) throws Exception {
    var response = client.embed("{\"model\":\"all-minilm-l6-v2\",\"input\":" + input + more + "}");
    var answer = json(response);
    assertEquals(200, response.statusCode(), answer.toString());
    return answer;
  }

  private static String quoted(String... texts) {
    return List.of(texts).stream()
        .map(text -> "\"" + text + "\"")
        .collect(Collectors.joining(",", "[", "]"));
  }

  @Test
  void meaningIsNearWhereItShouldBe() throws Exception {
    var answer = embed(quoted(PLAYING, PLAYS, MARKET), "");
    assertEquals("list", string(answer, "object"));
    assertEquals("all-minilm-l6-v2", string(answer, "model"));
    assertEquals(2, number(answer, "data", "2", "index"));
    assertEquals("embedding", string(answer, "data", "0", "object"));
    assertEquals(8 + 6 + 7, number(answer, "usage", "prompt_tokens"));
    assertEquals(8 + 6 + 7, number(answer, "usage", "total_tokens"));
    assertEquals(384, vector(answer, 0).length);
    assertEquals(0.020166053, vector(answer, 0)[0], 1e-7);
    assertEquals(0.8362, cosine(vector(answer, 0), vector(answer, 1)), 5e-5);
    assertEquals(-0.0622, cosine(vector(answer, 0), vector(answer, 2)), 5e-5);
  }

  @Test
  void numbersAreTheShortestDecimalsOfExactlyTheseFloats() throws Exception {
    for (var element :
        ((Json.Arr) at(embed(quoted(PLAYING), ""), "data", "0", "embedding")).elements()) {
      var number = Double.parseDouble(((Json.Num) element).literal());
      assertEquals(number, (double) (float) number);
      assertEquals(digits(Double.toString(number)), digits(((Json.Num) element).literal()));
    }
  }

  /** Java's own text is the shortest that reads back as the same double. */
  private static int digits(String number) {
    return new BigDecimal(number).stripTrailingZeros().precision();
  }

  @Test
  void base64HoldsTheSameFloats() throws Exception {
    var encoded =
        string(embed(quoted(PLAYING), ",\"encoding_format\":\"base64\""), "data", "0", "embedding");
    var floats = new float[384];
    ByteBuffer.wrap(Base64.getDecoder().decode(encoded))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(floats);
    assertArrayEquals(vector(embed(quoted(PLAYING), ""), 0), floats);
  }

  @Test
  void fewerDimensionsAreTheFirstOnesAtLengthOne() throws Exception {
    var whole = vector(embed(quoted(PLAYING), ""), 0);
    var cut = vector(embed(quoted(PLAYING), ",\"dimensions\":64,\"user\":\"u\""), 0);
    assertEquals(64, cut.length);
    assertEquals(1, cosine(cut, cut), 1e-6);
    assertEquals(whole[0] / whole[63], cut[0] / cut[63], 1e-4);
  }

  @Test
  void tokenIdsGiveTheVectorOfTheirText() throws Exception {
    var text = vector(embed("\"a man is playing\"", ""), 0);
    assertArrayEquals(text, vector(embed("[1037,2158,2003,2652]", ""), 0));
    assertArrayEquals(text, vector(embed("[101,1037,2158,2003,2652,102]", ""), 0));
    assertArrayEquals(text, vector(embed("[[7592],[1037,2158,2003,2652]]", ""), 1));
  }

  @Test
  void aTextMayHaveTwoHundredFiftySixTokens() throws Exception {
    var answer = embed("\"" + "word ".repeat(254).trim() + "\"", "");
    assertEquals(256, number(answer, "usage", "prompt_tokens"));
  }

  @Test
  void aVectorDependsOnItsOwnTextAlone() throws Exception {
    var alone = vector(embed(quoted(MARKET), ""), 0);
    var crowd =
        IntStream.range(0, 40)
            .mapToObj(i -> i == 33 ? MARKET : "text number " + "very ".repeat(i) + i)
            .toArray(String[]::new);
    try (var callers = Executors.newFixedThreadPool(4)) {
      var calls = new ArrayList<Callable<float[]>>();
      for (var i = 0; i < 8; i++) {
        calls.add(() -> vector(embed(quoted(crowd), ""), 33));
      }
      for (var vector : callers.invokeAll(calls)) {
        assertArrayEquals(alone, vector.get());
      }
    }
  }

  @Test
  void whoLeavesGetsItsReceiptInTheLogAndNoRoomIsLost() throws Exception {
    var before = client.get("/internal/v1/entries?wait=0&from=0");
    var size = Long.parseLong(before.headers().firstValue("Aver-Size").orElseThrow());
    var many = quoted(IntStream.range(0, 600).mapToObj(i -> PLAYING + i).toArray(String[]::new));
    var body = "{\"model\":\"all-minilm-l6-v2\",\"input\":" + many + "}";
    try (var socket = new Socket(base.getHost(), base.getPort())) {
      var head =
          "POST /v1/embeddings HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n"
              + "Content-Length: %d\r\n\r\n".formatted(body.length());
      socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
    }
    var entry = client.get("/internal/v1/entries?wait=30000&from=" + size);
    assertEquals(32, entry.body().length);
    assertEquals(200, client.embed(body.replace(many, quoted(PLAYS))).statusCode());
  }

  @Test
  void modelsAreListedAndFound() throws Exception {
    var list = json(client.get("/v1/models"));
    assertEquals("list", string(list, "object"));
    assertEquals("all-minilm-l6-v2", string(list, "data", "0", "id"));
    assertEquals(256, number(list, "data", "0", "max_model_len"));
    var one = client.get("/v1/models/all-minilm-l6-v2");
    assertEquals(at(list, "data", "0"), json(one));
    var none = client.get("/v1/models/gpt-x");
    assertEquals(404, none.statusCode());
    assertEquals("model_not_found", string(json(none), "error", "code"));
  }
}
