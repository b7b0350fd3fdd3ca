// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave;

import static dev.aver.enclave.EnclaveClient.json;
import static dev.aver.enclave.EnclaveClient.number;
import static dev.aver.enclave.EnclaveClient.receipt;
import static dev.aver.enclave.EnclaveClient.string;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.keyset.Keyset;
import dev.aver.attestation.log.CheckpointText;
import dev.aver.attestation.log.CompactRange;
import dev.aver.attestation.log.SignedNote;
import dev.aver.attestation.log.VerifierKey;
import dev.aver.attestation.typed.CheckpointStatement;
import dev.aver.attestation.typed.Signature;
import dev.aver.attestation.typed.TypedData;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The relay's view of the enclave. The only test class that confirms anything. */
@QuarkusTest
class FeedApiTest extends EnclaveFixture {
  private static final String REQUEST = "{\"model\":\"all-minilm-l6-v2\",\"input\":\"one\"}";

  private Keyset keyset;

  @BeforeEach
  void readKeyset() throws Exception {
    keyset = Keyset.parse(json(client.get("/internal/v1/keyset")));
  }

  private HttpResponse<byte[]> entries(long from, long wait) throws Exception {
    return client.get("/internal/v1/entries?from=" + from + "&wait=" + wait);
  }

  private static long header(HttpResponse<byte[]> response, String name) {
    return response.headers().firstValueAsLong(name).orElseThrow();
  }

  private long durable() throws Exception {
    // Any page says how far confirmations have come; one beyond the end is refused, not empty.
    for (var from = 0L; ; from++) {
      var page = entries(from, 0);
      if (page.statusCode() == 200) {
        return header(page, "Aver-Durable");
      }
    }
  }

  private HttpResponse<byte[]> confirm(Digest enclave, long durable) throws Exception {
    return client.post(
        "/internal/v1/confirmations",
        "{\"enclave\":\"" + enclave + "\",\"durable\":" + durable + "}");
  }

  @Test
  void checkpointsCoverExactlyWhatIsConfirmed() throws Exception {
    var receipt = receipt(client.embed(REQUEST));
    var index = receipt.body().sequence();
    var from = durable();
    var page = entries(from, 0);
    assertEquals(keyset.enclave().toString(), page.headers().firstValue("Aver-Enclave").get());
    assertEquals(from, header(page, "Aver-From"));
    assertEquals(index + 1, header(page, "Aver-Size"));
    var bytes = Bytes.of(page.body());
    var at = (int) (index - from) * Digest.SIZE;
    assertEquals(receipt.digest().bytes(), bytes.slice(at, at + Digest.SIZE));

    var last = number(json(client.get("/internal/v1/checkpoint")), "issuedAt");
    assertEquals(204, confirm(keyset.enclave(), index + 1).statusCode());
    var response = client.get("/internal/v1/checkpoint?after=" + last + "&wait=20000");
    assertEquals(200, response.statusCode());
    var checkpoint = json(response);
    var head =
        CheckpointText.of(
            SignedNote.parse(string(checkpoint, "note")),
            VerifierKey.note(CheckpointText.origin(keyset.enclave()), keyset.noteKey()));
    assertEquals(index + 1, head.size());
    if (from == 0) { // else the earlier entries are the relay's, and this test has not kept them
      assertEquals(root(bytes, (int) index + 1), head.root());
    }
    Signature.parse(string(checkpoint, "signature"))
        .verify(
            TypedData.digest(
                new CheckpointStatement(
                    keyset.enclave(), head.size(), head.root(), number(checkpoint, "issuedAt"))),
            keyset.receiptSigner());
    assertEquals(410, entries(index, 0).statusCode());

    var attested = client.get("/internal/v1/evidence?after=" + last + "&wait=20000");
    assertEquals(200, attested.statusCode());
    assertEquals("checkpoint", string(json(attested), "facts", "0", "fact", "kind"));
    assertTrue(number(json(attested), "facts", "0", "fact", "size") >= index + 1);
  }

  private static Digest root(Bytes entries, int size) {
    var range = CompactRange.empty();
    for (var i = 0; i < size; i++) {
      range.append(new Digest(entries.slice(i * Digest.SIZE, (i + 1) * Digest.SIZE)));
    }
    return range.root();
  }

  @Test
  void aPollEndsWithTheNextEntry() throws Exception {
    client.embed(REQUEST);
    var size = header(entries(durable(), 0), "Aver-Size");
    var waiting =
        java.util.concurrent.CompletableFuture.supplyAsync(
            () -> {
              try {
                return entries(size, 20_000);
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    client.embed(REQUEST);
    var page = waiting.get();
    assertEquals(200, page.statusCode());
    assertTrue(page.body().length >= Digest.SIZE);
  }

  @Test
  void aPollInVainIsEmpty() throws Exception {
    var size = header(entries(durable(), 0), "Aver-Size");
    assertEquals(0, entries(size, 0).body().length);
    var far = client.get("/internal/v1/checkpoint?after=9007199254740991&wait=1");
    assertEquals(204, far.statusCode());
  }

  @Test
  void whatCannotBeTrueIsRefused() throws Exception {
    var size = header(entries(durable(), 0), "Aver-Size");
    assertEquals(409, entries(size + 1, 0).statusCode());
    assertEquals(409, confirm(keyset.enclave(), size + 1).statusCode());
    assertEquals(409, confirm(Digest.ZERO, 0).statusCode());
    assertEquals(204, confirm(keyset.enclave(), 0).statusCode());
    for (var query : new String[] {"from=-1", "from=x", "from=1&from=1", "wait=30001"}) {
      assertEquals(400, client.get("/internal/v1/entries?" + query).statusCode(), query);
    }
    for (var body : new String[] {"{}", "[]", "{\"enclave\":\"0x1\",\"durable\":0}"}) {
      assertEquals(400, client.post("/internal/v1/confirmations", body).statusCode(), body);
    }
  }
}
