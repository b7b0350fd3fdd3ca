// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.verification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bundle.EvidenceBundle;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.conformance.CaseOutcome;
import dev.aver.attestation.conformance.FormatCase;
import dev.aver.attestation.conformance.FormatConformance;
import dev.aver.attestation.conformance.Values;
import dev.aver.attestation.endorsement.Tee;
import dev.aver.attestation.endorsement.TrustAnchor;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.policy.AppraisalPolicy;
import dev.aver.attestation.policy.Expectation.AnyOf;
import dev.aver.attestation.policy.KeysetPolicy;
import dev.aver.attestation.policy.MachinePolicy;
import dev.aver.attestation.policy.ReferenceImage;
import dev.aver.attestation.policy.ReferenceValues;
import dev.aver.attestation.snp.appraise.SnpPolicy;
import dev.aver.attestation.tdx.appraise.TdxPolicy;
import dev.aver.host.TestServer;
import dev.aver.host.config.TestConfig;
import dev.aver.host.relay.Exchanges;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The verification endpoint through HTTP, by the vectors of another implementation. */
class VerifyTest {
  private static final String PATH = "/v1/attestation/verify";
  private static final long NOW = 1_780_315_200_000L;
  private static final String UNCHECKED = "not demanded by the vectors";

  private final Path vectors = repository().resolve("attestation/vectors");
  private TestServer server;

  @BeforeEach
  void serve() {
    var config = TestConfig.of(Map.of());
    var exchanges = new Exchanges(new SimpleMeterRegistry());
    server =
        new TestServer(
            (vertx, router) ->
                new VerifyRoutes(
                        new VerificationPool(config),
                        InstantSource.fixed(java.time.Instant.ofEpochMilli(NOW)),
                        exchanges,
                        new VerifierKey(config),
                        config)
                    .routes(router));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void agreesWithEveryEvidenceAndProofOfTheVectors() throws Exception {
    var report =
        FormatConformance.with(Map.of("evidence", this::ask, "proof", this::ask))
            .run(read("INDEX.json"), path -> Optional.of(read(path)));
    var failed = report.results().stream().filter(r -> r.verdict().name().equals("FAIL")).toList();
    assertEquals(List.of(), failed);
    var passed = report.results().stream().filter(r -> r.verdict().name().equals("PASS")).count();
    assertTrue(passed >= 167, passed + " cases");
  }

  private CaseOutcome ask(FormatCase vector) {
    try {
      var answer = server.post(PATH, body(vector));
      assertEquals(200, answer.statusCode(), vector.id());
      return outcome(result(answer));
    } catch (IOException | InterruptedException | Rejected e) {
      throw new IllegalStateException(vector.id(), e);
    }
  }

  private static byte[] body(FormatCase vector) throws Rejected {
    var document = vector.documentFile();
    var inputs = vector.inputs();
    var body = Json.object().put("document", text(document));
    var anchors = new ArrayList<Json>();
    for (var path : strings(inputs, "trustAnchors")) {
      anchors.add(Json.of(text(vector.file(path))));
    }
    body.put("trustAnchors", Json.array(anchors)).put("policy", policy(document).toJson());
    if (inputs.has("verifyAt")) {
      body.put("at", inputs.integer("verifyAt"));
    }
    for (var name : List.of("nonce", "journals", "witnesses", "quorum")) {
      if (inputs.has(name)) {
        body.put(name, inputs.json(name));
      }
    }
    return JsonWriter.write(body.build()).getBytes(StandardCharsets.UTF_8);
  }

  /** A policy cannot accept both kinds of TEE, the vectors do: each case gets the one it names. */
  private static AppraisalPolicy policy(Bytes document) {
    var kind =
        text(document).replace(" ", "").contains("\"tee\":\"software-")
            ? TrustAnchor.Kind.SOFTWARE
            : TrustAnchor.Kind.VENDOR;
    return new AppraisalPolicy(
        new AnyOf<>(
            Arrays.stream(Tee.values()).filter(tee -> tee.kind() == kind && !tee.vtpm()).toList()),
        Optional.of(SnpPolicy.authentic(UNCHECKED)),
        Optional.of(TdxPolicy.uncheckedUnlessNamed(UNCHECKED).build()),
        KeysetPolicy.unchecked(UNCHECKED),
        MachinePolicy.unchecked(UNCHECKED));
  }

  private static CaseOutcome outcome(Json.Obj result) {
    if (Json.of("verified").equals(result.get("verdict"))) {
      var level = ((Json.Obj) member(result, "claims")).get("level");
      return new CaseOutcome.Accepted(
          level instanceof Json.Str(String text) ? Optional.of(text) : Optional.empty());
    }
    return new CaseOutcome.Refused(reasons(result));
  }

  private static List<Reason> reasons(Json.Obj result) {
    return ((Json.Arr) member(result, "checks"))
        .elements().stream()
            .map(Json.Obj.class::cast)
            .filter(check -> Json.of("fail").equals(check.get("outcome")))
            .map(check -> Reason.valueOf(((Json.Str) member(check, "reason")).value()))
            .toList();
  }

  @Test
  void takesTheBundleItselfAndSaysWhoLooked() throws Exception {
    var result = result(server.post(PATH, read("bundles/evidence-nonce.json").toArray()));
    assertEquals(Json.of("aver/result/v1"), result.get("type"));
    assertEquals(Json.of("relay"), result.get("performedBy"));
    assertEquals(Json.of(NOW), result.get("verifiedAt"));
    assertEquals(Json.of("rejected"), result.get("verdict"), "nobody has named its root");
  }

  @Test
  void forgetsTheAnchorsOfOneCall() throws Exception {
    var document = JsonReader.document(read("bundles/evidence-nonce.json"), 1 << 20);
    var anchors = Json.array(List.of(Json.of(text(read("anchors/software-snp.pem")))));
    var named = Json.object().put("document", document).put("trustAnchors", anchors).build();
    assertEquals(Json.of("incomplete"), result(server.post(PATH, bytes(named))).get("verdict"));
    var unnamed = Json.object().put("document", document).build();
    assertEquals(Json.of("rejected"), result(server.post(PATH, bytes(unnamed))).get("verdict"));
  }

  @Test
  void takesReferenceValues() throws Exception {
    var evidence = read("bundles/evidence-nonce.json");
    var bundle = EvidenceBundle.parse(evidence);
    var image = ReferenceImage.accepting(bundle, "the one that we built");
    for (var images : List.of(List.of(image), List.<ReferenceImage>of())) {
      var body =
          Json.object()
              .put("document", text(evidence))
              .put(
                  "trustAnchors",
                  Json.array(List.of(Json.of(text(read("anchors/software-snp.pem"))))))
              .put("policy", AppraisalPolicy.accepting(bundle).leavingImagesTo("us").toJson())
              .put("referenceValues", new ReferenceValues("us", NOW, NOW, images).toJson())
              .build();
      var result = result(server.post(PATH, bytes(body)));
      assertEquals(
          images.isEmpty() ? List.of(Reason.REFERENCE_VALUES_MISMATCH) : List.of(),
          reasons(result));
    }
  }

  @Test
  void takesABareReport() throws Exception {
    var evidence = (Json.Obj) JsonReader.document(read("bundles/evidence-nonce.json"), 1 << 20);
    var endorsements = (Json.Obj) member(evidence, "endorsements");
    var body = Json.object().put("report", member(evidence, "report"));
    for (var name : List.of("vek", "ask", "ark", "crl")) {
      body.put(name, member(endorsements, name));
    }
    var anchors = Json.array(List.of(Json.of(text(read("anchors/software-snp.pem")))));
    var answer = server.post(PATH, bytes(body.put("trustAnchors", anchors).build()));
    assertEquals(200, answer.statusCode());
    assertEquals(Json.of("incomplete"), result(answer).get("verdict"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "not json", "{}{}", "{\"document\":", "[1,]", "NaN", "{'a':1}"})
  void refusesOnlyWhatIsNotJson(String body) throws Exception {
    var answer = server.post(PATH, body.getBytes(StandardCharsets.UTF_8));
    assertEquals(400, answer.statusCode());
    assertTrue(text(Bytes.of(answer.body())).contains("\"code\":\"invalid_json\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                  | FIELD_MISSING",
        "[]                                                  | FIELD_TYPE",
        "{\"type\":\"aver/evidence/v1\",\"type\":1}          | JSON_DUPLICATE_KEY",
        "{\"type\":\"aver/other/v1\"}                        | TYPE_UNKNOWN",
        "{\"document\":{},\"document\":{}}                   | JSON_DUPLICATE_KEY",
        "{\"document\":{},\"nonce\":\"0x12\"}                | HEX_FORMAT",
        "{\"document\":{},\"at\":-1}                         | FIELD_RANGE",
        "{\"document\":{},\"trustAnchors\":[1]}              | FIELD_TYPE",
        "{\"document\":{},\"trustAnchors\":[\"x\"]}          | ENDORSEMENT_PARSE",
        "{\"document\":{},\"policy\":{}}                     | FIELD_MISSING",
        "{\"document\":{},\"extra\":1}                       | FIELD_UNKNOWN",
        "{\"report\":\"AAAA\"}                               | FIELD_MISSING",
      })
  void rejectsWithAReasonWhatIsJson(String body, Reason reason) throws Exception {
    var answer = server.post(PATH, body.getBytes(StandardCharsets.UTF_8));
    assertEquals(200, answer.statusCode());
    assertEquals(Json.of("rejected"), result(answer).get("verdict"));
    assertTrue(reasons(result(answer)).contains(reason), () -> text(Bytes.of(answer.body())));
  }

  @Test
  void rejectsWhatIsNestedTooDeeply() throws Exception {
    var body = ("[".repeat(20_000) + "]".repeat(20_000)).getBytes(StandardCharsets.UTF_8);
    assertEquals(Json.of("rejected"), result(server.post(PATH, body)).get("verdict"));
  }

  @Test
  void refusesABodyBeyondABundleAndItsWrapper() throws Exception {
    var answer = server.post(PATH, new byte[VerifyRequest.MAX_BODY + 1]);
    assertEquals(413, answer.statusCode());
  }

  @Test
  void takesNothingButPost() throws Exception {
    assertEquals(405, server.get(PATH).statusCode());
  }

  private static Json.Obj result(HttpResponse<byte[]> answer) throws Rejected {
    return (Json.Obj) JsonReader.document(Bytes.of(answer.body()), 1 << 20);
  }

  private static Json member(Json.Obj object, String name) {
    return Objects.requireNonNull(object.get(name), name);
  }

  private static byte[] bytes(Json json) {
    return JsonWriter.write(json).getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Bytes bytes) {
    return new String(bytes.toArray(), StandardCharsets.UTF_8);
  }

  private static List<String> strings(Values inputs, String name) {
    return inputs.has(name)
        ? inputs.list(name).stream().map(json -> ((Json.Str) json).value()).toList()
        : List.of();
  }

  private Bytes read(String path) {
    try {
      return Bytes.of(Files.readAllBytes(vectors.resolve(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path repository() {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = Objects.requireNonNull(folder.getParent(), "no folder with mvnw upwards of here");
    }
    return folder;
  }
}
