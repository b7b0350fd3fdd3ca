// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave;

import static dev.aver.enclave.EnclaveClient.at;
import static dev.aver.enclave.EnclaveClient.json;
import static dev.aver.enclave.EnclaveClient.number;
import static dev.aver.enclave.EnclaveClient.receipt;
import static dev.aver.enclave.EnclaveClient.string;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.receipt.CanonicalInput;
import dev.aver.attestation.receipt.CanonicalOutput;
import dev.aver.attestation.receipt.Commitment;
import dev.aver.attestation.receipt.Operation;
import dev.aver.attestation.receipt.Outcome;
import dev.aver.attestation.receipt.Tags;
import dev.aver.attestation.receipt.Tensor;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client of the Open Inference Protocol gets. */
@QuarkusTest
class TensorsApiTest extends EnclaveFixture {
  private static final String OCR = "/v2/models/pp-ocrv4-rec";
  private static final String MINILM = "/v2/models/all-minilm-l6-v2";
  private static final String TOKENS =
      "{\"inputs\":[{\"name\":\"input_ids\",\"datatype\":\"INT64\",\"shape\":[1,3],\"data\":[101,7592,102]},"
          + "{\"name\":\"attention_mask\",\"datatype\":\"INT64\",\"shape\":[1,3],\"data\":[[1,1,1]]},"
          + "{\"name\":\"token_type_ids\",\"datatype\":\"INT64\",\"shape\":[1,3],\"data\":[0,0,0]}]%s}";

  private Json.Obj ok(HttpResponse<byte[]> response) throws Exception {
    var answer = json(response);
    assertEquals(200, response.statusCode(), answer.toString());
    return answer;
  }

  @Test
  void theServerSaysWhatItIsAndThatItLives() throws Exception {
    var server = ok(client.get("/v2"));
    assertEquals("aver", string(server, "name"));
    assertEquals(List.of(), ((Json.Arr) at(server, "extensions")).elements());
    assertFalse(string(server, "version").isEmpty());
    assertEquals(new Json.Bool(true), at(ok(client.get("/v2/health/live")), "live"));
  }

  @Test
  void aModelDescribesItsTensors() throws Exception {
    var model = ok(client.get(OCR));
    assertEquals("pp-ocrv4-rec", string(model, "name"));
    assertEquals("onnx_onnxv1", string(model, "platform"));
    assertEquals("x", string(model, "inputs", "0", "name"));
    assertEquals("FP32", string(model, "inputs", "0", "datatype"));
    assertEquals(-1, number(model, "inputs", "0", "shape", "0"));
    assertEquals(3, number(model, "inputs", "0", "shape", "1"));
    assertEquals("FP32", string(model, "outputs", "0", "datatype"));
    var version = string(model, "versions", "0");
    assertEquals(model, ok(client.get(OCR + "/versions/" + version)));
    assertEquals(new Json.Bool(true), at(ok(client.get(OCR + "/ready")), "ready"));
    ok(client.get(OCR + "/versions/" + version + "/ready"));
  }

  @Test
  void aRenderedLineIsReadBack() throws Exception {
    var text = "Attested inference 42";
    var answer = ok(client.post(OCR + "/infer", OcrLine.request(text)));
    assertEquals("pp-ocrv4-rec", string(answer, "model_name"));
    assertEquals(text, OcrLine.read(answer));
  }

  @Test
  void theSameRequestHasTheSameOutputAndAReceiptOverBoth() throws Exception {
    var request = TOKENS.formatted(",\"id\":\"a7\",\"outputs\":[{\"name\":\"last_hidden_state\"}]");
    var response = client.post(MINILM + "/infer", request);
    var answer = ok(response);
    assertEquals("a7", string(answer, "id"));
    assertEquals(384, number(answer, "outputs", "0", "shape", "2"));
    assertEquals(answer, ok(client.post(MINILM + "/infer", request)));

    var receipt = receipt(response);
    var body = receipt.body();
    var opening = receipt.opening().orElseThrow();
    assertEquals(Outcome.COMPLETE, body.outcome());
    assertEquals(string(answer, "model_version"), body.model().toString());
    assertEquals(3, body.inputUnits());
    assertEquals(1, body.outputUnits());
    var outputs = Tensor.parse(((Json.Arr) at(answer, "outputs")).elements());
    assertEquals(
        body.output(),
        Commitment.of(opening.output().orElseThrow(), CanonicalOutput.tensors(outputs)));
    var asked =
        (Json.Obj) dev.aver.attestation.json.JsonReader.read(Bytes.utf8(request), 1 << 20, 9);
    assertEquals(
        body.input(),
        Commitment.of(opening.input().orElseThrow(), CanonicalInput.of(Operation.INFER, asked)));
    assertEquals(
        body.parameters(),
        Commitment.of(
            opening.parameters().orElseThrow(),
            Tags.PARAMETERS,
            Bytes.utf8("{\"operation\":\"infer\"}")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | ,\"parameters\":{\"priority\":1}",
        "400 | ,\"outputs\":[{\"name\":\"nothing\"}]",
        "400 | ,\"outputs\":[{\"name\":\"last_hidden_state\"},{\"name\":\"last_hidden_state\"}]",
        "400 | ,\"outputs\":[{\"name\":\"last_hidden_state\",\"parameters\":{\"binary_data\":true}}]",
        "400 | ,\"outputs\":3",
        "400 | ,\"id\":7",
        "400 | ,\"raw_input_contents\":[]",
      })
  void whatHasNoEffectHereIsRefusedWithAReceipt(int status, String more) throws Exception {
    refused(status, client.post(MINILM + "/infer", TOKENS.formatted(more)), true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"inputs\":[]}",
        "{}",
        "{\"inputs\":[1]}",
        "{\"inputs\":[{\"name\":\"x\"}]}",
        "{\"inputs\":[{\"name\":\"y\",\"datatype\":\"FP32\",\"shape\":[1],\"data\":[1]}]}",
        "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP64\",\"shape\":[1,3,48,1],\"data\":[1]}]}",
        "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP99\",\"shape\":[1,3,48,1],\"data\":[1]}]}",
        "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[1,3,48,1],\"data\":[1]}]}",
        "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[1,3,48,0],\"data\":[]}]}",
        "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[1],\"data\":[1e99]}]}",
        "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[-1],\"data\":[1]}]}",
        "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[4294967295,4294967295,4294967295],\"data\":[1]}]}",
        "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[1],\"data\":[\"1\"]}]}",
        "[]",
      })
  void tensorsThatAreNotTheModelsAreRefusedWithAReceipt(String body) throws Exception {
    refused(400, client.post(OCR + "/infer", body), true);
  }

  /** Attention over all of this would take gigabytes before the answer is found to be too long. */
  @Test
  void whatWouldGiveMoreThanAnAnswerHoldsIsRefusedBeforeItRuns() throws Exception {
    var ones = "1" + ",1".repeat(6 * 512 - 1);
    var values = "\"datatype\":\"INT64\",\"shape\":[6,512],\"data\":[" + ones + "]}";
    var inputs =
        Stream.of("input_ids", "attention_mask", "token_type_ids")
            .map(name -> "{\"name\":\"" + name + "\"," + values)
            .collect(Collectors.joining(","));
    var response = client.post(MINILM + "/infer", "{\"inputs\":[" + inputs + "]}");
    refused(400, response, true);
    assertTrue(string(json(response), "error").contains("last_hidden_state"));
  }

  @Test
  void errorsHaveTheProtocolsOwnForm() throws Exception {
    refused(404, client.get("/v2/models/gpt-x"), false);
    refused(404, client.get(OCR + "/versions/1"), false);
    refused(404, client.get(OCR + "/nothing"), false);
    refused(404, client.get("/v2/nothing"), false);
    refused(404, client.get("/v2/models/a//b/ready"), false);
    refused(405, client.post("/v2/health/live", "{}"), false);
    var looked = client.get(OCR + "/infer");
    refused(405, looked, false);
    assertEquals("POST", looked.headers().firstValue("Allow").orElseThrow());
    for (var path : List.of(OCR, OCR + "/ready")) {
      var posted = client.post(path, "{}");
      refused(405, posted, false);
      assertEquals("GET", posted.headers().firstValue("Allow").orElseThrow());
    }
    refused(400, client.post(OCR + "/infer", "{"), false);
    refused(400, client.post(OCR + "/infer", "{\"id\":\"a\",\"id\":\"a\"}"), false);
    refused(400, client.post(OCR + "/infer", "{}", "Aver-Context", "0x12"), false);
    refused(404, client.post("/v2/models/gpt-x/infer", "{\"inputs\":[]}"), true);
  }

  private static void refused(int status, HttpResponse<byte[]> response, boolean receipt)
      throws Exception {
    var answer = json(response);
    assertEquals(status, response.statusCode(), answer.toString());
    assertFalse(string(answer, "error").isEmpty());
    assertEquals(1, answer.members().size());
    assertEquals(receipt, response.headers().firstValue("Aver-Receipt").isPresent());
  }

  @Test
  void alteredRequestsAreAnsweredAndLeaveTheServiceAlive() throws Exception {
    var random = new Random(11);
    var good = TOKENS.formatted("");
    for (var round = 0; round < 200; round++) {
      var altered = new StringBuilder(good);
      for (var edits = 1 + random.nextInt(3); edits > 0; edits--) {
        altered.setCharAt(random.nextInt(altered.length()), (char) (32 + random.nextInt(95)));
      }
      var status = client.post(MINILM + "/infer", altered.toString()).statusCode();
      assertTrue(List.of(200, 400, 500).contains(status), altered.toString());
    }
    ok(client.post(MINILM + "/infer", good));
  }
}
