// SPDX-License-Identifier: Apache-2.0
package dev.aver.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.keyset.Keyset;
import dev.aver.attestation.keyset.Manifests;
import dev.aver.attestation.receipt.Receipt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The caller's rules on a golden answer of the format vectors, and on everything near it. */
final class AnswerRulesTest {
  private static final String MODEL = "all-MiniLM-L6-v2";
  private static final int MAX = 64 << 20;

  private Exchange golden;
  private Keyset keyset;
  private Manifests manifests;
  private long issuedAt;

  @BeforeEach
  void read() throws Exception {
    var area = Members.of(json("receipts.json"), "receipts");
    keyset = Keyset.parse(area.required("keyset"));
    var proof = Members.of(json("bundles/proof-first-of-one.json"), "proof");
    manifests = Manifests.parse(proof.object("evidence").required("models"));
    var answer = Members.of(find(area), "case");
    var commitments = answer.object("commitments");
    golden =
        new Exchange(
            "/v1/embeddings",
            text(commitments.object("request")),
            Digest.ZERO,
            200,
            text(commitments.object("response")),
            Optional.of(answer.string("header")));
    issuedAt = Receipt.fromHeader(golden.receiptHeader().orElseThrow()).body().issuedAt();
  }

  private static Json find(Members area) throws Rejected {
    return area.array("cases").stream()
        .filter(c -> new Json.Str("receipt/embeddings").equals(((Json.Obj) c).get("id")))
        .findFirst()
        .orElseThrow();
  }

  private static Bytes text(Members commitment) throws Rejected {
    return Bytes.utf8(commitment.object("bytes").string("utf8"));
  }

  private static Json json(String path) throws IOException, Rejected {
    var at = Path.of("").toAbsolutePath();
    while (!Files.exists(at.resolve("mvnw"))) {
      at = at.getParent();
    }
    var file = at.resolve("attestation/vectors").resolve(path);
    return JsonReader.read(Bytes.of(Files.readAllBytes(file)), MAX, 64);
  }

  private CheckedAnswer check(Exchange exchange, long now) throws Rejected {
    return new AnswerRules(keyset, manifests).checkEmbeddings(exchange, MODEL, now);
  }

  @Test
  void theGoldenAnswerIsAccepted() throws Exception {
    var answer = check(golden, issuedAt);
    assertEquals(2, answer.vectors().size());
    assertArrayEquals(
        new float[] {0.1f, -0.25f, 0f, (float) 9.99994610111476e-41}, answer.vectors().getFirst());
    assertEquals(
        "{\"dimensions\":4,\"operation\":\"embeddings\"}",
        new String(answer.parameters().toArray(), java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void theClockMayDifferBy300Seconds() throws Exception {
    check(golden, issuedAt + 300_000);
    check(golden, issuedAt - 300_000);
    assertReason(Reason.RECEIPT_CLOCK, golden, issuedAt + 300_001);
    assertReason(Reason.RECEIPT_CLOCK, golden, issuedAt - 300_001);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("alterations")
  void nothingElseIs(String what, Reason reason, UnaryOperator<Exchange> alteration) {
    assertReason(reason, alteration.apply(golden), issuedAt);
  }

  static Stream<Arguments> alterations() {
    return Stream.of(
        Arguments.of("no receipt", Reason.FIELD_MISSING, receipt(h -> null)),
        Arguments.of("no base64url", Reason.BASE64_FORMAT, receipt(h -> h + "=")),
        Arguments.of("cut receipt", Reason.JSON_SYNTAX, receipt(h -> h.substring(0, 400))),
        Arguments.of("no opening", Reason.FIELD_MISSING, member("opening", null)),
        Arguments.of("a sequence", Reason.SIGNER_MISMATCH, member("sequence", Json.of(5))),
        Arguments.of("another enclave", Reason.ENCLAVE_MISMATCH, member("enclave", zero())),
        Arguments.of("request", Reason.OPENING_MISMATCH, request(r -> r.replace("one", "One"))),
        Arguments.of("spelling", Reason.OPENING_MISMATCH, request(r -> r.replace(":4", ": 4"))),
        Arguments.of("response", Reason.OPENING_MISMATCH, response(r -> r.replace("0.25", "0.5"))),
        Arguments.of("a context of one's own", Reason.CONTEXT_MISMATCH, context("0x11")),
        Arguments.of("another status", Reason.OUTCOME_MISMATCH, status(500)));
  }

  private static Json zero() {
    return Json.of(Digest.ZERO.toString());
  }

  @Test
  void anotherModelThanAskedForIsRefused() {
    var rules = new AnswerRules(keyset, manifests);
    var refused =
        assertThrows(
            Rejected.class, () -> rules.checkEmbeddings(golden, "another-model", issuedAt));
    assertEquals(Reason.MODEL_MISMATCH, refused.reason());
  }

  private void assertReason(Reason reason, Exchange exchange, long now) {
    assertEquals(reason, assertThrows(Rejected.class, () -> check(exchange, now)).reason());
  }

  private static UnaryOperator<Exchange> receipt(UnaryOperator<String> change) {
    return x ->
        new Exchange(
            x.path(),
            x.request(),
            x.context(),
            x.status(),
            x.response(),
            Optional.ofNullable(change.apply(x.receiptHeader().orElseThrow())));
  }

  private static UnaryOperator<Exchange> member(String name, Json value) {
    return receipt(header -> with(header, name, value));
  }

  private static String with(String header, String name, Json value) {
    try {
      var members = ((Json.Obj) JsonReader.read(Bytes.fromBase64Url(header), MAX, 16)).members();
      var altered = Json.object();
      members.forEach(
          (key, old) -> {
            if (!key.equals(name)) {
              altered.put(key, old);
            } else if (value != null) {
              altered.put(key, value);
            }
          });
      return Bytes.utf8(JsonWriter.write(altered.build())).base64Url();
    } catch (Rejected e) {
      throw new IllegalStateException(e);
    }
  }

  private static UnaryOperator<Exchange> request(UnaryOperator<String> change) {
    return x ->
        new Exchange(
            x.path(),
            changed(x.request(), change),
            x.context(),
            x.status(),
            x.response(),
            x.receiptHeader());
  }

  private static UnaryOperator<Exchange> response(UnaryOperator<String> change) {
    return x ->
        new Exchange(
            x.path(),
            x.request(),
            x.context(),
            x.status(),
            changed(x.response(), change),
            x.receiptHeader());
  }

  private static Bytes changed(Bytes text, UnaryOperator<String> change) {
    var before = new String(text.toArray(), java.nio.charset.StandardCharsets.UTF_8);
    return Bytes.utf8(change.apply(before));
  }

  private static UnaryOperator<Exchange> context(String begin) {
    var context = begin + "00".repeat(33 - begin.length() / 2);
    return x -> {
      try {
        return new Exchange(
            x.path(),
            x.request(),
            Digest.parse(context),
            x.status(),
            x.response(),
            x.receiptHeader());
      } catch (Rejected e) {
        throw new IllegalStateException(e);
      }
    };
  }

  private static UnaryOperator<Exchange> status(int status) {
    return x ->
        new Exchange(x.path(), x.request(), x.context(), status, x.response(), x.receiptHeader());
  }
}
