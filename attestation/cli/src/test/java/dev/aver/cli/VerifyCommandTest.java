// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bundle.EvidenceBundle;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.JsonWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code aver verify} as a script meets it: exit status, first and last line, JSON. */
final class VerifyCommandTest {
  private static final Path VECTORS = FakeClone.root().resolve("attestation/vectors");
  private static final Path ANCHOR = VECTORS.resolve("anchors/software-snp.pem");
  private static final Path PROOF = bundle("proof-attested");
  private static final Path EVIDENCE = bundle("evidence-nonce");
  private static final String IN_TIME = "1780315200000";
  private static final String NONCE =
      "0x177bd81f39974f52cf9e9782ca01b6ed000d1398b9b7b13a8f91963296d77ccd";

  @TempDir Path folder;
  private Path policy;
  private Path receipt;
  private Path bareProof;

  private static Path bundle(String name) {
    return VECTORS.resolve("bundles/" + name + ".json");
  }

  @BeforeEach
  void prepare() throws Exception {
    policy = folder.resolve("policy.json");
    assertEquals(0, Run.of("policy", "init", EVIDENCE, "-o", policy).status());
    receipt = folder.resolve("receipt.json");
    bareProof = folder.resolve("bare.json");
    var proof = (Json.Obj) JsonReader.document(Bytes.of(Files.readAllBytes(PROOF)), 1 << 20);
    var bare = Json.object();
    proof.members().forEach((name, value) -> put(bare, name, value));
    Files.writeString(bareProof, JsonWriter.write(bare.build()));
    Files.writeString(receipt, JsonWriter.write(proof.members().get("receipt")));
  }

  private static void put(Json.Builder bare, String name, Json value) {
    if (!name.equals("receipt") && !name.equals("disclosed")) {
      bare.put(name, value);
    }
  }

  @Test
  void aProofThatThePolicyAcceptsIsVerified() {
    var run = Run.of("verify", PROOF, "--trust-anchor", ANCHOR, "--policy", policy);
    assertEquals("verified, software TEE", run.firstLine());
    assertEquals(0, run.status());
  }

  @Test
  void aPolicyWithPublishedFloorsSaysAtOnceThatThisEvidenceIsBelowThem() throws Exception {
    var init = Run.of("policy", "init", EVIDENCE, "--floors", "published", "-o", policy);
    assertEquals(0, init.status());
    assertTrue(init.err().contains("below the floors"), init.err());
    var run = Run.of("verify", PROOF, "--trust-anchor", ANCHOR, "--policy", policy);
    assertEquals("rejected, TCB_BELOW_MINIMUM, software TEE", run.firstLine());
    var itself = folder.resolve("itself.json");
    assertEquals(0, Run.of("policy", "init", EVIDENCE, "-o", itself).status());
    var same = Run.of("policy", "init", EVIDENCE, "--floors", itself);
    assertEquals(Files.readString(itself), same.out());
    assertEquals("", same.err());
    assertEquals(2, Run.of("policy", "init", EVIDENCE, "--floors", "nowhere.json").status());
  }

  @Test
  void whatWasStartedCanBeDemandedByADocumentOfItsOwn() throws Exception {
    var images = folder.resolve("images.json");
    var init = Run.of("policy", "init", EVIDENCE, "--reference-values", images, "-o", policy);
    assertEquals(0, init.status(), init.err());
    var json = JsonReader.document(InputFile.read(EVIDENCE), EvidenceBundle.MAX_BYTES);
    var keyset = EvidenceBundle.parse(json).keyset();
    var started = Instant.ofEpochSecond(keyset.notBefore());
    var written = Files.readString(images);
    assertTrue(written.contains("\"issuedAt\": " + started.toEpochMilli()), written);
    assertTrue(written.contains("started at " + started), written);
    var judged = List.of("verify", PROOF, "--trust-anchor", ANCHOR, "--policy", policy);
    var missing = Run.of(judged.toArray());
    assertEquals("rejected, REFERENCE_VALUES_MISSING, software TEE", missing.firstLine());
    var demanding = new ArrayList<Object>(judged);
    demanding.addAll(List.of("--reference-values", images));
    var known = Run.of(demanding.toArray());
    assertEquals("verified, software TEE", known.firstLine());
    assertTrue(known.out().contains("imageSource: aver policy init"), known.out());
    assertTrue(known.out().contains("image: started at 2026-06-01T11:00:00Z"), known.out());
    var noBuild =
        Files.readString(images).replaceFirst("(\"build\": ?\\{)[^}]*}", "$1\"anyOf\":[]}");
    Files.writeString(images, noBuild);
    var other = Run.of(demanding.toArray());
    assertEquals("rejected, REFERENCE_VALUES_MISMATCH, software TEE", other.firstLine());
    Files.writeString(images, "{}");
    assertEquals(2, Run.of(demanding.toArray()).status());
  }

  @Test
  void aPolicyThatCannotBeWrittenIsSaidSo() {
    var run = Run.of("policy", "init", EVIDENCE, "-o", folder.resolve("nowhere/policy.json"));
    assertEquals(2, run.status());
    assertTrue(run.err().contains("cannot write"), run.err());
  }

  @Test
  void withoutAPolicyItIsIncompleteAndSaysHowToGoOn() {
    var run = Run.of("verify", PROOF, "--trust-anchor", ANCHOR);
    assertEquals("incomplete, NOT_CHECKED, software TEE", run.firstLine());
    assertTrue(run.lastLine().contains("./aver policy init"), run.lastLine());
    assertEquals(3, run.status());
  }

  @Test
  void aSoftwareTeeCountsOnlyWhenNamed() {
    var run = Run.of("verify", PROOF, "--policy", policy);
    assertEquals("rejected, VEK_CHAIN_UNTRUSTED", run.firstLine());
    assertTrue(run.lastLine().contains("--trust-anchor"), run.lastLine());
    assertEquals(1, run.status());
  }

  @ParameterizedTest
  @CsvSource({
    "1780315200000, " + NONCE + ", 0, verified",
    "2026-06-01T12:00:00Z, " + NONCE + ", 0, verified",
    "2030-01-01T00:00:00Z, " + NONCE + ", 1, KEYSET_EXPIRED",
    "2020-01-01T00:00:00Z, " + NONCE + ", 1, KEYSET_NOT_YET_VALID",
    "1780315200000, 0x2222222222222222222222222222222222222222222222222222222222222222, 1,"
        + " NONCE_MISMATCH"
  })
  void timeAndNonceAreTheCallers(String at, String nonce, int status, String word) {
    var run =
        Run.of(
            "verify",
            EVIDENCE,
            "--trust-anchor",
            ANCHOR,
            "--policy",
            policy,
            "--at",
            at,
            "--nonce",
            nonce);
    assertEquals(status, run.status(), run.out());
    assertTrue(run.firstLine().contains(word), run.out());
  }

  @Test
  void aProofIsJoinedToItsReceiptAndCountsOnce() throws Exception {
    var run =
        Run.of(
            "verify",
            receipt,
            EVIDENCE,
            bareProof,
            "--trust-anchor",
            ANCHOR,
            "--policy",
            policy,
            "--at",
            IN_TIME,
            "--json");
    assertEquals(0, run.status(), run.out());
    assertEquals(List.of("verified", "verified"), verdicts(run));
  }

  @Test
  void severalProofsOfOneReceiptAreAllJoinedToIt() throws Exception {
    var later = Files.copy(bareProof, folder.resolve("later.json"));
    var run =
        Run.of(
            "verify",
            bareProof,
            later,
            receipt,
            "--trust-anchor",
            ANCHOR,
            "--policy",
            policy,
            "--json");
    assertEquals(List.of("verified", "verified"), verdicts(run));
  }

  @Test
  void aProofAloneSaysWhatIsMissing() {
    var run = Run.of("verify", bareProof, "--trust-anchor", ANCHOR);
    assertEquals("rejected, FIELD_MISSING", run.firstLine());
    assertTrue(run.lastLine().contains("with its receipt"), run.lastLine());
    assertEquals(1, run.status());
  }

  @Test
  void anAnchorThatIsNoneIsNamed() throws Exception {
    var none = Files.writeString(folder.resolve("none.pem"), "none");
    var run = Run.of("verify", PROOF, "--trust-anchor", ANCHOR, "--trust-anchor", none);
    assertEquals(2, run.status());
    assertTrue(run.err().contains(none.toString()), run.err());
  }

  @Test
  void aProofWithAForeignReceiptIsRejected() {
    var foreign = bundle("proof-of-embeddings");
    var run = Run.of("verify", bareProof, receiptOf(foreign), "--trust-anchor", ANCHOR);
    assertEquals("rejected, INCLUSION_PATH, software TEE", run.firstLine());
    assertEquals(1, run.status());
  }

  private Path receiptOf(Path proof) {
    try {
      var whole = (Json.Obj) JsonReader.document(Bytes.of(Files.readAllBytes(proof)), 1 << 20);
      var file = folder.resolve("foreign.json");
      return Files.writeString(file, JsonWriter.write(whole.members().get("receipt")));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void ofSeveralFilesTheWorstCounts() throws Exception {
    var malformed = Files.writeString(folder.resolve("malformed.json"), "{\"type\":");
    var missing = folder.resolve("missing.json");
    var anchor = List.of("--trust-anchor", ANCHOR.toString(), "--at", IN_TIME);
    assertEquals(3, all(anchor, PROOF, EVIDENCE).status());
    assertEquals(1, all(anchor, PROOF, malformed).status());
    var run = all(anchor, malformed, missing, PROOF);
    assertEquals(2, run.status());
    assertTrue(run.err().contains("no such file"), run.err());
    assertTrue(run.out().contains("incomplete, NOT_CHECKED"), "the others are still judged");
  }

  private static Run all(List<String> options, Object... files) {
    var arguments = new java.util.ArrayList<Object>(List.of("verify"));
    arguments.addAll(List.of(files));
    arguments.addAll(options);
    return Run.of(arguments.toArray());
  }

  @Test
  void jsonKeepsTheOrderOfTheFiles() throws Exception {
    var malformed = Files.writeString(folder.resolve("malformed.json"), "[]");
    var run = Run.of("verify", malformed, PROOF, "--trust-anchor", ANCHOR, "--json");
    assertEquals(List.of("rejected", "incomplete"), verdicts(run));
    assertEquals(1, run.out().lines().count());
  }

  private static List<String> verdicts(Run run) throws Exception {
    var results = (Json.Arr) JsonReader.read(Bytes.utf8(run.out()), 1 << 20, 16);
    return results.elements().stream()
        .map(result -> ((Json.Str) ((Json.Obj) result).members().get("verdict")).value())
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "verify",
        "verify --at yesterday FILE",
        "verify --nonce 0x12 FILE",
        "verify --quorum 0 FILE",
        "verify --witness nonsense FILE",
        "verify --policy FILE FILE",
        "verify --trust-anchor FILE FILE",
        "verify --unknown FILE",
        "policy",
        "unknown"
      })
  void wrongUsageIsNoVerdict(String line) {
    var run = Run.of((Object[]) line.replace("FILE", PROOF.toString()).split(" "));
    assertEquals(2, run.status(), run.err());
    assertTrue(!run.err().isBlank() && !run.err().contains("\tat "), run.err());
  }

  @Test
  void thePolicySaysWhatItLeavesUnchecked() throws Exception {
    var text = Files.readString(policy);
    assertTrue(text.contains("\"type\": \"aver/policy/v1\""));
    assertTrue(text.contains("\"unchecked\""));
  }
}
