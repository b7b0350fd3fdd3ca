// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave;

import static dev.aver.enclave.EnclaveClient.at;
import static dev.aver.enclave.EnclaveClient.json;
import static dev.aver.enclave.EnclaveClient.receipt;
import static dev.aver.enclave.EnclaveClient.string;
import static dev.aver.enclave.EnclaveClient.vector;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.keyset.Keyset;
import dev.aver.attestation.keyset.Manifests;
import dev.aver.attestation.receipt.CanonicalInput;
import dev.aver.attestation.receipt.CanonicalOutput;
import dev.aver.attestation.receipt.Commitment;
import dev.aver.attestation.receipt.Outcome;
import dev.aver.attestation.receipt.Receipt;
import dev.aver.attestation.receipt.ReceiptChecks;
import dev.aver.attestation.receipt.TaggedBytes;
import dev.aver.attestation.receipt.Tags;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Receipts, checked with the library that callers have, against the bytes on the wire. */
@QuarkusTest
class ReceiptsApiTest extends EnclaveFixture {
  private static final String REQUEST =
      "{ \"model\":\"all-minilm-l6-v2\", \"input\":[\"one\",\"two\"] }";

  private void verify(Receipt receipt) throws Exception {
    var keyset = Keyset.parse(json(client.get("/internal/v1/keyset")));
    ReceiptChecks.check(receipt, keyset);
  }

  private static void opens(Receipt receipt, String request, byte[] response, TaggedBytes output)
      throws Exception {
    var body = receipt.body();
    var salts = receipt.opening().orElseThrow();
    Commitment.check(
        body.request(),
        salts.request().orElseThrow(),
        new TaggedBytes(Tags.REQUEST, Bytes.utf8(request)));
    Commitment.check(
        body.response(),
        salts.response().orElseThrow(),
        new TaggedBytes(Tags.RESPONSE, Bytes.of(response)));
    Commitment.check(body.output(), salts.output().orElseThrow(), output);
    var parsed = (Json.Obj) JsonReader.document(Bytes.utf8(request), 1 << 20);
    Commitment.check(
        body.input(), salts.input().orElseThrow(), CanonicalInput.of("embeddings", parsed));
  }

  @Test
  void anAnswerIsProvedByItsReceipt() throws Exception {
    var response = client.embed(REQUEST, "Aver-Context", "0x" + "5a".repeat(32));
    var receipt = receipt(response);
    var answer = json(response);
    verify(receipt);
    opens(
        receipt,
        REQUEST,
        response.body(),
        CanonicalOutput.embeddings(List.of(vector(answer, 0), vector(answer, 1))));
    var body = receipt.body();
    assertEquals(Outcome.COMPLETE, body.outcome());
    assertEquals(Digest.parse("0x" + "5a".repeat(32)), body.context());
    assertEquals(6, body.inputUnits());
    assertEquals(2, body.outputUnits());
    assertEquals(
        body.request().toString(), response.headers().firstValue("Aver-Receipt-Id").orElseThrow());
    assertTrue(
        response
            .headers()
            .firstValue("Access-Control-Expose-Headers")
            .orElseThrow()
            .contains("Aver-Receipt"));
    Commitment.check(
        body.parameters(),
        receipt.opening().orElseThrow().parameters().orElseThrow(),
        new TaggedBytes(
            Tags.PARAMETERS, Bytes.utf8("{\"dimensions\":384,\"operation\":\"embeddings\"}")));
  }

  @Test
  void theModelIsOneOfTheKeyset() throws Exception {
    var evidence = json(client.get("/v1/attestation"));
    var manifests = Manifests.parse(at(evidence, "models"));
    var keyset = Keyset.parse(at(evidence, "keyset"));
    assertEquals(keyset.models(), manifests.digest());
    ReceiptChecks.model(receipt(client.embed(REQUEST)), manifests);
  }

  @Test
  void bothEncodingsHaveTheSameOutput() throws Exception {
    var numbers = client.embed(REQUEST);
    var output =
        CanonicalOutput.embeddings(List.of(vector(json(numbers), 0), vector(json(numbers), 1)));
    var request = REQUEST.replace(" }", ",\"encoding_format\":\"base64\"}");
    var response = client.embed(request);
    opens(receipt(response), request, response.body(), output);
  }

  @Test
  void arefusalOfAnAdmittedRequestIsProvedToo() throws Exception {
    var request = "{\"model\":\"gpt-x\",\"input\":\"hello\"}";
    var response = client.embed(request);
    var receipt = receipt(response);
    verify(receipt);
    opens(receipt, request, response.body(), TaggedBytes.NONE);
    assertEquals(Outcome.REFUSED, receipt.body().outcome());
    assertTrue(receipt.body().model().isZero());
    assertTrue(receipt.body().context().isZero());
    assertEquals(0, receipt.body().inputUnits());
    Commitment.check(
        receipt.body().parameters(),
        receipt.opening().orElseThrow().parameters().orElseThrow(),
        new TaggedBytes(Tags.PARAMETERS, Bytes.utf8("{\"operation\":\"embeddings\"}")));
    var mistyped = client.embed("{\"model\":\"all-minilm-l6-v2\",\"input\":{\"text\":\"x\"}}");
    assertFalse(receipt(mistyped).body().model().isZero());
  }

  @Test
  void sequencesHaveNoGapsAndTimeNeverFalls() throws Exception {
    var before = receipt(client.embed(REQUEST)).body();
    var after = receipt(client.embed("{\"model\":7}")).body();
    assertEquals(before.sequence() + 1, after.sequence());
    assertTrue(before.issuedAt() <= after.issuedAt());
  }

  @Test
  void eachSaltIsFresh() throws Exception {
    var salts = new HashSet<Digest>();
    for (var i = 0; i < 3; i++) {
      var opening = receipt(client.embed(REQUEST)).opening().orElseThrow();
      salts.add(opening.request().orElseThrow());
      salts.add(opening.response().orElseThrow());
      salts.add(opening.input().orElseThrow());
      salts.add(opening.output().orElseThrow());
      salts.add(opening.parameters().orElseThrow());
    }
    assertEquals(15, salts.size());
  }

  @Test
  void theEnclaveKeepsACopyWithoutOpening() throws Exception {
    var receipt = receipt(client.embed(REQUEST));
    var kept = client.get("/v1/receipts/" + receipt.body().request());
    assertEquals(200, kept.statusCode());
    assertEquals(receipt.withoutOpening(), Receipt.parse(Bytes.of(kept.body())));
    for (var id : List.of("0x" + "00".repeat(32), "nothing", receipt.digest().toString())) {
      var none = client.get("/v1/receipts/" + id);
      assertEquals(404, none.statusCode());
      assertEquals("receipt_not_found", string(json(none), "error", "code"));
    }
    assertNotEquals(receipt.digest(), receipt.body().request());
  }
}
