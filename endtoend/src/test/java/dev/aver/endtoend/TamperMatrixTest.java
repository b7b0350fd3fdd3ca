// SPDX-License-Identifier: Apache-2.0
package dev.aver.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.json.Members;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * One byte of one thing at a time is flipped in a genuine proof or evidence bundle: the command
 * line and the relay's endpoint refuse it for the right reason, and for the same one.
 */
class TamperMatrixTest {
  private static final String NONCE = "0x" + "a5".repeat(32);
  private static final Path WORK = Path.of("target/endtoend/tampered");

  private static RunningAver aver;
  private static Json proof;
  private static Json evidence;

  private record Case(String name, Json document, Set<String> reasons) {}

  @BeforeAll
  static void start() throws Exception {
    aver = RunningAver.shared();
    Files.createDirectories(WORK);
    // Other answers first: an inclusion path of a tree of one entry would be empty.
    for (var i = 0; i < 3; i++) {
      aver.embed(Json.of("neighbour " + i));
    }
    var folder = WORK.resolve("answer");
    Cli.run("ask", "A man is playing a guitar", "--save", folder, "--state", aver.state())
        .expect(0);
    proof = RunningAver.parse(Bytes.of(Files.readAllBytes(folder.resolve("proof.json"))));
    evidence = RunningAver.parse(Bytes.of(aver.get("/v1/attestation?nonce=" + NONCE).body()));
  }

  @Test
  void aProofIsRefusedForEveryFlippedByte() throws Exception {
    var cases = new ArrayList<Case>();
    for (var part : List.of("request", "response", "parameters")) {
      var opened = "/disclosed/" + part;
      cases.add(flipped(opened, Altered.base64Url(proof, opened, 20), "OPENING_MISMATCH"));
    }
    for (var part : List.of("input", "output")) {
      var opened = "/disclosed/" + part + "/bytes";
      cases.add(flipped(opened, Altered.base64Url(proof, opened, -1), "OPENING_MISMATCH"));
    }
    for (var salt : List.of("request", "response", "input", "output", "parameters")) {
      var pointer = "/receipt/opening/" + salt;
      cases.add(flipped(pointer, Altered.hex(proof, pointer, 0), "OPENING_MISMATCH"));
    }
    for (var member :
        List.of("model", "request", "response", "input", "output", "parameters", "context")) {
      var pointer = "/receipt/" + member;
      cases.add(flipped(pointer, Altered.hex(proof, pointer, 31), "SIGNER_MISMATCH"));
    }
    cases.add(
        flipped(
            "/receipt/enclave",
            Altered.hex(proof, "/receipt/enclave", 0),
            "ENCLAVE_MISMATCH",
            "SIGNER_MISMATCH"));
    for (var member : List.of("sequence", "issuedAt", "inputUnits", "outputUnits", "outcome")) {
      var pointer = "/receipt/" + member;
      cases.add(flipped(pointer, Altered.integer(proof, pointer), "SIGNER_MISMATCH"));
    }
    cases.add(
        flipped(
            "/receipt/signature", Altered.hex(proof, "/receipt/signature", 1), "SIGNER_MISMATCH"));
    cases.add(flipped("/inclusion/0", Altered.hex(proof, "/inclusion/0", 3), "INCLUSION_PATH"));
    cases.add(
        flipped(
            "/checkpoint/note",
            Altered.text(proof, "/checkpoint/note", 10),
            "CHECKPOINT_ORIGIN",
            "NOTE_SIGNATURE",
            "NOTE_UNSIGNED"));
    cases.add(
        flipped(
            "/checkpoint/note, signature",
            Altered.text(proof, "/checkpoint/note", -10),
            "NOTE_SIGNATURE",
            "NOTE_FORMAT"));
    cases.add(
        flipped(
            "/checkpoint/signature",
            Altered.hex(proof, "/checkpoint/signature", 1),
            "SIGNER_MISMATCH"));
    cases.add(
        flipped(
            "/checkpoint/issuedAt",
            Altered.integer(proof, "/checkpoint/issuedAt"),
            "SIGNER_MISMATCH"));
    for (var one : evidenceCases((Json.Obj) ((Json.Obj) proof).get("evidence"))) {
      var whole = with((Json.Obj) proof, "evidence", one.document());
      cases.add(new Case("/evidence" + one.name(), whole, one.reasons()));
    }
    assertAllRefused(cases, List.of());
  }

  @Test
  void evidenceIsRefusedForEveryFlippedByte() throws Exception {
    assertAllRefused(evidenceCases((Json.Obj) evidence), List.of("--nonce", NONCE));
  }

  @Test
  void anotherNonceAnotherTimeAnotherAnchorAndAnotherReceiptAreRefused() throws Exception {
    var file = write("evidence", evidence);
    refused(Cli.run(arguments(file, "--nonce", "0x" + "11".repeat(32))), "NONCE_MISMATCH");
    var later = System.currentTimeMillis() + 9L * 24 * 3600 * 1000;
    refused(Cli.run(arguments(file, "--at", later)), "KEYSET_EXPIRED");
    refused(
        Cli.run(
            "verify",
            file,
            "--json",
            "--policy",
            aver.path("policy"),
            "--trust-anchor",
            repository().resolve("attestation/vectors/anchors/software-snp.pem")),
        "VEK_CHAIN_UNTRUSTED");
    var stranger =
        RunningAver.parse(
            Bytes.of(
                Files.readAllBytes(
                    repository().resolve("attestation/vectors/bundles/proof-signed.json"))));
    var foreign =
        with(
            without((Json.Obj) proof, "disclosed"),
            "receipt",
            ((Json.Obj) stranger).get("receipt"));
    refused(Cli.run(arguments(write("foreign", foreign))), "ENCLAVE_MISMATCH");
  }

  private static List<Case> evidenceCases(Json.Obj from) {
    var cases = new ArrayList<Case>();
    cases.add(
        flipped(
            "/keyset/receiptSigner",
            Altered.hex(from, "/keyset/receiptSigner", 0),
            "REPORT_DATA_MISMATCH"));
    for (var member : List.of("noteKey", "tlsKey", "sealKey")) {
      var pointer = "/keyset/" + member;
      cases.add(flipped(pointer, Altered.hex(from, pointer, 0), "REPORT_DATA_MISMATCH"));
    }
    cases.add(flipped("/keyset/models", Altered.hex(from, "/keyset/models", 5), "MODELS_MISMATCH"));
    cases.add(flipped("/keyset/build", Altered.hex(from, "/keyset/build", 5), "BUILD_MISMATCH"));
    cases.add(
        flipped(
            "/keyset/configuration",
            Altered.hex(from, "/keyset/configuration", 5),
            "CONFIGURATION_MISMATCH"));
    for (var member : List.of("notBefore", "notAfter")) {
      var pointer = "/keyset/" + member;
      cases.add(flipped(pointer, Altered.integer(from, pointer), "REPORT_DATA_MISMATCH"));
    }
    cases.add(fact(from));
    // Byte 0 is the version, 0x90 the measurement, 0x2a0 the signature, the last one unsigned tail.
    cases.add(
        flipped(
            "/report version",
            Altered.base64Url(from, "/report", 0),
            "REPORT_VERSION",
            "SIGNATURE_INVALID"));
    cases.add(
        flipped(
            "/report measurement", Altered.base64Url(from, "/report", 0x90), "SIGNATURE_INVALID"));
    cases.add(
        flipped("/report data", Altered.base64Url(from, "/report", 0x50), "SIGNATURE_INVALID"));
    cases.add(
        flipped(
            "/report signature", Altered.base64Url(from, "/report", 0x2a0), "SIGNATURE_INVALID"));
    cases.add(
        flipped("/report tail", Altered.base64Url(from, "/report", -1), "REPORT_RESERVED_NONZERO"));
    for (var certificate : List.of("vek", "ask", "ark")) {
      var pointer = "/endorsements/" + certificate;
      cases.add(
          flipped(
              pointer,
              Altered.base64Url(from, pointer, -1),
              "VEK_CHAIN_SIGNATURE",
              "VEK_CHAIN_UNTRUSTED"));
    }
    cases.add(
        flipped(
            "/endorsements/crl",
            Altered.base64Url(from, "/endorsements/crl", -1),
            "CRL_SIGNATURE"));
    return cases;
  }

  /** Whatever the first fact is, one of its values changes. */
  private static Case fact(Json.Obj from) {
    var facts = ((Json.Arr) from.get("facts")).elements();
    var fact = (Json.Obj) ((Json.Obj) facts.getFirst()).get("fact");
    var member = fact.members().containsKey("root") ? "root" : "value";
    var pointer = "/facts/0/fact/" + member;
    return flipped(pointer, Altered.hex(from, pointer, 0), "FACT_PATH");
  }

  private static Case flipped(String name, Json document, String... reasons) {
    return new Case(name, document, Set.of(reasons));
  }

  private static void assertAllRefused(List<Case> cases, List<String> options) throws Exception {
    var files = new ArrayList<Object>();
    for (var one : cases) {
      files.add(write("case-" + files.size(), one.document()));
    }
    files.addAll(options);
    var results = array(Cli.run(arguments(files.toArray())).expect(1).out());
    assertEquals(cases.size(), results.size());
    for (var i = 0; i < cases.size(); i++) {
      var one = cases.get(i);
      var offline = reasons(Members.of(results.get(i), one.name()));
      assertRefused(one, offline);
      assertEquals(offline, reasons(aver.verify(question(one, options))), one.name());
    }
  }

  private static void assertRefused(Case one, Set<String> reasons) {
    assertTrue(
        reasons.stream().anyMatch(one.reasons()::contains),
        () -> one.name() + ": " + reasons + " holds none of " + one.reasons());
  }

  /** The reasons of all failed checks; a verdict other than rejected is a failure of the test. */
  private static Set<String> reasons(Members result) throws Exception {
    assertEquals("rejected", result.string("verdict"));
    var reasons = new TreeSet<String>();
    for (var check : result.array("checks")) {
      var members = Members.of(check, "check");
      if (members.string("outcome").equals("fail")) {
        reasons.add(members.string("reason"));
      }
    }
    return reasons;
  }

  private static void refused(Cli run, String reason) throws Exception {
    run.expect(1);
    var reasons = reasons(Members.of(array(run.out()).getFirst(), "result"));
    assertTrue(reasons.contains(reason), () -> reasons + " without " + reason);
  }

  private static Object[] arguments(Object... files) {
    var arguments = new ArrayList<Object>(List.of("verify", "--json"));
    arguments.addAll(
        List.of("--trust-anchor", aver.path("trustAnchor"), "--policy", aver.path("policy")));
    arguments.addAll(List.of(files));
    return arguments.toArray();
  }

  private static Json.Obj question(Case one, List<String> options) throws Exception {
    var question =
        Json.object()
            .put("document", one.document())
            .put("policy", RunningAver.parse(Bytes.of(Files.readAllBytes(aver.path("policy")))))
            .put(
                "trustAnchors",
                Json.array(List.of(Json.of(Files.readString(aver.path("trustAnchor"))))));
    if (!options.isEmpty()) {
      question.put("nonce", options.getLast());
    }
    return question.build();
  }

  private static Path write(String name, Json document) throws Exception {
    return Files.writeString(WORK.resolve(name + ".json"), JsonWriter.write(document));
  }

  private static List<Json> array(String text) {
    return ((Json.Arr) RunningAver.parse(Bytes.utf8(text))).elements();
  }

  private static Json.Obj with(Json.Obj object, String name, Json value) {
    var members = new java.util.LinkedHashMap<>(object.members());
    members.put(name, value);
    return new Json.Obj(members);
  }

  private static Json.Obj without(Json.Obj object, String name) {
    var members = new java.util.LinkedHashMap<>(object.members());
    members.remove(name);
    return new Json.Obj(members);
  }

  private static Path repository() {
    return Path.of("..").toAbsolutePath().normalize();
  }
}
