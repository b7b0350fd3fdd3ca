// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.compat.opengradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.compat.CompatResult;
import dev.aver.attestation.compat.nitro.NitroSample;
import dev.aver.attestation.compat.opengradient.OpenGradientVerifier.Enclave;
import dev.aver.attestation.compat.opengradient.OpenGradientVerifier.Given;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.result.Finding;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a gateway of OpenGradient signs: the published hashes, and samples signed by the test. */
class OpenGradientTest {
  private static final String REQUEST =
      "{\"model\":\"gpt-4.1\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello!\"}],"
          + "\"max_tokens\":100,\"temperature\":0.7,\"top_p\":1,\"seed\":7,\"stream\":false,"
          + "\"tool_choice\":\"auto\"}";
  private static final String CANONICAL =
      "{\"max_tokens\": 100, \"messages\": [{\"content\": \"Hello!\", \"role\": \"user\"}],"
          + " \"model\": \"gpt-4.1\", \"temperature\": 0.7}";
  private static final String REQUEST_HASH =
      "518071669916f21ebe71756acd3cb409221f13662c2ed6c0bd3e2e15ce12c786";
  private static final String OUTPUT_HASH =
      "c3fea6c221b02b78eb2022dda7219a2f77c4b59cd7768ba47fd888f32dfd4dbf";

  private static GatewaySample gateway;

  @BeforeAll
  static void makeKey() {
    gateway = new GatewaySample();
  }

  private static Json.Obj object(String text) throws Rejected {
    return (Json.Obj) JsonReader.read(Bytes.utf8(text), 1 << 16, 64);
  }

  private static Bytes bytes(String text) {
    return Bytes.utf8(text);
  }

  @Test
  void thePublishedHashesAreRecomputed() throws Exception {
    assertEquals(CANONICAL, PythonJson.write(CanonicalRequest.of(object(REQUEST))));
    assertEquals("0x" + REQUEST_HASH, CanonicalRequest.hash(object(REQUEST)).toString());
    assertEquals("0x" + OUTPUT_HASH, Hashes.keccak256(bytes("Hi")).toString());
    var answer = SignedAnswer.parse(gateway.answer(REQUEST_HASH, "Hi", 1_747_000_000L));
    assertEquals(
        "0xbc3618d56bc25ce242ad47469233a24aa8e0ea349e8ac15f8a934858ee7e918e",
        answer.message().prefixedHex());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1|1",
        "-0|0",
        "-0.0|-0.0",
        "1.0|1.0",
        "1e0|1.0",
        "0.7|0.7",
        "0.1000|0.1",
        "0.0001|0.0001",
        "0.00001|1e-05",
        "1e-7|1e-07",
        "1.5e-7|1.5e-07",
        "1e15|1000000000000000.0",
        "1e16|1e+16",
        "1e22|1e+22",
        "123456789012345680000|123456789012345680000",
        "1.2345678901234568e20|1.2345678901234568e+20",
        "5e-324|5e-324",
        "1.7976931348623157e308|1.7976931348623157e+308",
        "2e-3|0.002",
        "100.5|100.5",
      })
  void numbersAreWrittenAsPythonDoes(String json, String python) throws Exception {
    assertEquals(
        "[" + python + "]", PythonJson.write(JsonReader.read(bytes("[" + json + "]"), 99, 4)));
  }

  @Test
  void textIsEscapedAndKeysAreSortedAsPythonDoes() throws Exception {
    assertEquals("\"\\u00e9\\ud83d\\ude00/\"", PythonJson.write(Json.of("é😀/")));
    assertEquals(
        "\"\\\"\\\\\\n\\r\\t\\b\\f\\u0001\\u007f\"",
        PythonJson.write(Json.of("\"\\\n\r\t\b\f\u0001\u007f")));
    // By code points U+FF5E comes before U+1F600, in UTF-16 behind it.
    var keys = Json.object().put("😀", 1).put("～", 2).put("b", 3).put("a", 4).build();
    assertEquals(
        "{\"a\": 4, \"b\": 3, \"\\uff5e\": 2, \"\\ud83d\\ude00\": 1}", PythonJson.write(keys));
    assertThrows(Rejected.class, () -> PythonJson.write(JsonReader.read(bytes("[1e999]"), 99, 4)));
  }

  @Test
  void messagesAreRebuiltByTheirRole() throws Exception {
    var request =
        object(
            """
            {"model":"m","temperature":1,"web_search":true,"stop":[],"response_format":{"type":"json_object"},
             "messages":[
              {"role":"system","content":"s","name":"x"},
              {"role":"assistant","content":null,"refusal":null,"tool_calls":[
                {"index":0,"id":"c","type":"function","function":{"name":"f","arguments":"{}","x":1}}]},
              {"role":"tool","content":"r","tool_call_id":"c"},
              {"role":"function","content":"r","name":"f"}]}
            """);
    assertEquals(
        "{\"messages\": [{\"content\": \"s\", \"role\": \"system\"}, {\"content\": \"\", \"role\":"
            + " \"assistant\", \"tool_calls\": [{\"function\": {\"arguments\": \"{}\", \"name\":"
            + " \"f\"}, \"id\": \"c\", \"type\": \"function\"}]}, {\"content\": \"r\", \"role\":"
            + " \"tool\", \"tool_call_id\": \"c\"}, {\"content\": \"r\", \"name\": \"f\", \"role\":"
            + " \"function\"}], \"model\": \"m\", \"response_format\": {\"type\":"
            + " \"json_object\"}, \"temperature\": 1.0, \"web_search\": true}",
        PythonJson.write(CanonicalRequest.of(request)));
  }

  private static Given given(Bytes answer) {
    return new Given(
        answer, gateway.key(), Optional.of(bytes(REQUEST)), Optional.empty(), Optional.empty());
  }

  private static List<Reason> reasons(CompatResult result) {
    return result.failures().stream().map(Finding.Failure::reason).toList();
  }

  private static Bytes good() {
    return gateway.answer(REQUEST_HASH, "Hi", 1_747_000_000L);
  }

  @Test
  void anAnswerHoldsForItsRequestKeyAndEnclave() throws Exception {
    var result = OpenGradientVerifier.verify(given(good()));
    assertTrue(result.holds(), () -> JsonWriter.write(result.toJson()));
    assertTrue(result.lines().getFirst().contains("not a verdict of Aver"));
    var tls = bytes("a certificate");
    var sample = new NitroSample().withUserData(gateway.userData(tls));
    var whole =
        new Given(
            good(),
            gateway.key(),
            Optional.of(bytes(REQUEST)),
            Optional.of(new Enclave(sample.document(), sample.demands())),
            Optional.of(tls));
    var attested = OpenGradientVerifier.verify(whole);
    assertTrue(attested.holds(), () -> JsonWriter.write(attested.toJson()));
    assertEquals(9, attested.findings().size());
    assertTrue(attested.findings().stream().allMatch(Finding.Passed.class::isInstance));
  }

  static Stream<Arguments> altered() {
    return Stream.of(
        Arguments.of("tee_signature", flip("tee_signature"), Reason.OPENGRADIENT_SIGNATURE),
        Arguments.of(
            "tee_timestamp", set("tee_timestamp", Json.of(1)), Reason.OPENGRADIENT_SIGNATURE),
        Arguments.of(
            "tee_id", set("tee_id", Json.of("0x" + "11".repeat(32))), Reason.OPENGRADIENT_KEY),
        Arguments.of("no id", set("tee_id", Json.Null.NULL), Reason.OPENGRADIENT_FORMAT),
        Arguments.of(
            "long hash", set("tee_output_hash", Json.of("00")), Reason.OPENGRADIENT_FORMAT),
        Arguments.of(
            "time as text", set("tee_timestamp", Json.of("1")), Reason.OPENGRADIENT_FORMAT),
        Arguments.of(
            "no choice", set("choices", Json.array(List.of())), Reason.OPENGRADIENT_FORMAT),
        Arguments.of(
            "placeholder", set("tee_signature", Json.of("0x")), Reason.OPENGRADIENT_SIGNATURE));
  }

  private static UnaryOperator<Json.Obj> set(String name, Json value) {
    return json -> GatewaySample.with(json, name, value);
  }

  private static UnaryOperator<Json.Obj> flip(String name) {
    return json -> {
      var text = new StringBuilder(((Json.Str) json.members().get(name)).value());
      text.setCharAt(40, text.charAt(40) == 'A' ? 'B' : 'A');
      return GatewaySample.with(json, name, Json.of(text.toString()));
    };
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("altered")
  void eachFieldIsRefusedForItsOwnReason(String what, UnaryOperator<Json.Obj> change, Reason reason)
      throws Exception {
    var json = (Json.Obj) JsonReader.document(good(), 1 << 16);
    var altered = bytes(JsonWriter.write(change.apply(json)));
    var result = OpenGradientVerifier.verify(given(altered));
    assertFalse(result.holds());
    assertTrue(reasons(result).contains(reason), () -> reasons(result).toString());
  }

  @Test
  void anotherAnswerRequestOrKeyIsRefused() throws Exception {
    var other =
        bytes(new String(good().toArray(), StandardCharsets.UTF_8).replace("\"Hi\"", "\"Ho\""));
    assertEquals(
        List.of(Reason.OPENGRADIENT_OUTPUT_HASH),
        reasons(OpenGradientVerifier.verify(given(other))));
    var asked = Optional.of(bytes(REQUEST.replace("Hello!", "Hello?")));
    var question = new Given(good(), gateway.key(), asked, Optional.empty(), Optional.empty());
    assertEquals(
        List.of(Reason.OPENGRADIENT_REQUEST_HASH), reasons(OpenGradientVerifier.verify(question)));
    var key =
        new Given(
            good(),
            new GatewaySample().key(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertEquals(
        List.of(Reason.OPENGRADIENT_KEY, Reason.OPENGRADIENT_SIGNATURE),
        reasons(OpenGradientVerifier.verify(key)));
    var none = new Given(good(), Bytes.EMPTY, Optional.empty(), Optional.empty(), Optional.empty());
    assertEquals(List.of(Reason.OPENGRADIENT_KEY), reasons(OpenGradientVerifier.verify(none)));
  }

  @Test
  void anEnclaveThatNamesAnotherKeyIsAnothers() throws Exception {
    var tls = bytes("a certificate");
    var prefix = gateway.userData(tls).toArray();
    prefix[0] = 0x11;
    for (var data : List.of(new GatewaySample().userData(tls), Bytes.of(prefix), bytes("dummy"))) {
      var sample = new NitroSample().withUserData(data);
      var given =
          new Given(
              good(),
              gateway.key(),
              Optional.empty(),
              Optional.of(new Enclave(sample.document(), sample.demands())),
              Optional.empty());
      assertEquals(
          List.of(Reason.OPENGRADIENT_KEY_BINDING), reasons(OpenGradientVerifier.verify(given)));
    }
    var sample = new NitroSample().withUserData(gateway.userData(tls));
    var wrongTls =
        new Given(
            good(),
            gateway.key(),
            Optional.empty(),
            Optional.of(new Enclave(sample.document(), sample.demands())),
            Optional.of(bytes("another certificate")));
    assertEquals(
        List.of(Reason.OPENGRADIENT_KEY_BINDING), reasons(OpenGradientVerifier.verify(wrongTls)));
    var untrusted =
        new Given(
            good(),
            gateway.key(),
            Optional.empty(),
            Optional.of(new Enclave(sample.document(), new NitroSample().demands())),
            Optional.of(tls));
    assertEquals(
        List.of(Reason.NITRO_UNTRUSTED_ROOT), reasons(OpenGradientVerifier.verify(untrusted)));
  }

  @Test
  void streamsAreReadToTheirSignedEvent() throws Exception {
    var stream = gateway.stream(REQUEST_HASH, List.of("H", "i"), 1_747_000_000L);
    assertTrue(OpenGradientVerifier.verify(given(bytes(stream))).holds());
    var calls = gateway.streamOfCall(REQUEST_HASH, List.of("{\"n\":", "1.0}"), 1_747_000_000L);
    assertTrue(OpenGradientVerifier.verify(given(bytes(calls))).holds());
    var cut = stream.substring(0, stream.indexOf("data: {\"choices\":[{\"delta\":{},"));
    assertEquals(
        List.of(Reason.OPENGRADIENT_FORMAT),
        reasons(OpenGradientVerifier.verify(given(bytes(cut)))));
    var without = stream.substring(stream.indexOf("\n\n") + 2);
    assertEquals(
        List.of(Reason.OPENGRADIENT_OUTPUT_HASH),
        reasons(OpenGradientVerifier.verify(given(bytes(without)))));
    var more =
        stream.replace("data: [DONE]", "data: {\"choices\":[{\"delta\":{\"content\":\"!\"}}]}");
    assertEquals(
        List.of(Reason.OPENGRADIENT_FORMAT),
        reasons(OpenGradientVerifier.verify(given(bytes(more)))));
  }

  @Test
  void attachmentsAreNotInTheHashAsTheyWereSent() throws Exception {
    var parts = REQUEST.replace("\"Hello!\"", "[{\"type\":\"text\",\"text\":\"Hello!\"}]");
    var given =
        new Given(
            good(), gateway.key(), Optional.of(bytes(parts)), Optional.empty(), Optional.empty());
    assertEquals(List.of(Reason.OPENGRADIENT_FORMAT), reasons(OpenGradientVerifier.verify(given)));
  }

  @Test
  void whateverTheBytesAreThereIsAResult() {
    for (var text :
        List.of("", "{}", "[]", "data:", "data: {}", "data: [DONE]", "\u0000", "null")) {
      assertFalse(OpenGradientVerifier.verify(given(bytes(text))).holds());
    }
  }
}
