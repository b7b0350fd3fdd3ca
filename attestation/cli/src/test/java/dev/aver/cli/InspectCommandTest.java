// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.JsonWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code aver inspect} of our own documents: what is shown, and what is refused. */
final class InspectCommandTest {
  private static final Path VECTORS = FakeClone.root().resolve("attestation/vectors");

  @TempDir Path folder;

  private static Path bundle(String name) {
    return VECTORS.resolve("bundles/" + name + ".json");
  }

  private static void assertSays(Run run, String... texts) {
    assertEquals(0, run.status(), run.err());
    for (var text : texts) {
      assertTrue(run.out().contains(text), () -> text + " is not in\n" + run.out());
    }
  }

  private Path written(String name, String content) throws Exception {
    return Files.writeString(folder.resolve(name), content);
  }

  private static Json.Obj tree(Path file) throws Exception {
    return (Json.Obj) JsonReader.document(Bytes.of(Files.readAllBytes(file)), 1 << 20);
  }

  @Test
  void aProofIsShownWithAllThatIsInIt() {
    var run = Run.of("inspect", bundle("proof-witnessed"));
    assertTrue(run.firstLine().startsWith("NOTHING WAS VERIFIED"), run.firstLine());
    assertSays(
        run,
        "proof, 16987 bytes",
        "  receipt\n",
        "(outcome)",
        "  evidence\n",
        "    keyset\n",
        "0x90045fc584d21ec39cf54190a273435d77339a5fbaf0097a1d4763543c916804",
        "2026-06-01T11:00:00Z",
        "    report: SNP attestation report, 1184 bytes",
        "      vek: X.509 certificate",
        "CN=SEV-VCEK",
        "Milan-B0",
        "      crl: X.509 revocation list",
        "  signed checkpoint\n",
        "  journal: signed note",
        "operator.example/journal");
  }

  @Test
  void evidenceOfTdxHoldsAQuoteAndCollateral() {
    assertSays(
        Run.of("inspect", bundle("evidence-tdx-v5")),
        "report: TDX quote",
        "TD 1.5",
        "Intel SGX extension",
        "TDX collateral",
        "tcb_info: TCB info",
        "pck_crl: X.509 revocation list");
  }

  @Test
  void partsAloneAreRecognisedByTheirContent() throws Exception {
    var proof = tree(bundle("proof-witnessed"));
    var receipt = JsonWriter.write(proof.members().get("receipt"));
    var evidence = (Json.Obj) proof.members().get("evidence");
    var checkpoint = (Json.Obj) proof.members().get("checkpoint");
    var note = ((Json.Str) checkpoint.members().get("note")).value();
    assertSays(Run.of("inspect", written("a", receipt)), "receipt, ", "(digest)", "sequence");
    assertSays(
        Run.of("inspect", written("b", Bytes.utf8(receipt).base64Url() + "\n")), "header: receipt");
    assertSays(
        Run.of("inspect", written("c", JsonWriter.write(evidence.members().get("keyset")))),
        "keyset, ",
        "(enclave)");
    assertSays(
        Run.of("inspect", written("d", JsonWriter.write(checkpoint))), "signed checkpoint, ");
    assertSays(
        Run.of("inspect", written("e", note)),
        "signed note, ",
        "       0     70  origin     aver/90045fc5",
        "      46      3  size       19");
    assertSays(
        Run.of("inspect", VECTORS.resolve("anchors/software-snp.pem")), "CN=ARK-", "RSA 4096 bits");
  }

  @Test
  void jsonSaysThatNothingWasVerified() throws Exception {
    var run = Run.of("inspect", "--json", bundle("evidence-nonce"));
    assertEquals(0, run.status());
    var shown = (Json.Obj) JsonReader.document(Bytes.utf8(run.out()), 1 << 20);
    assertEquals(Json.of(false), shown.get("verified"));
    assertEquals(Json.of("evidence"), shown.get("kind"));
  }

  @ParameterizedTest
  @CsvSource({
    "evidence-facts-nine,FIELD_RANGE",
    "evidence-member-twice,JSON_DUPLICATE_KEY",
    "evidence-models-unsorted,MANIFEST_FORMAT"
  })
  void aMalformedDocumentIsRefusedWithItsReason(String name, String reason) {
    var run = Run.of("inspect", bundle(name));
    assertEquals(1, run.status());
    assertEquals("", run.out());
    assertTrue(run.err().startsWith("aver: cannot be shown: " + reason + ": "), run.err());
  }

  @ParameterizedTest
  @CsvSource({"hello", "{}", "[]", "'{\"type\":\"aver/keyset/v9\"}'", "''"})
  void whatNobodyKnowsIsSaidToBeUnknown(String content) throws Exception {
    var run = Run.of("inspect", written("unknown", content));
    assertEquals(1, run.status());
    assertTrue(run.err().contains("TYPE_UNKNOWN"), run.err());
  }

  @Test
  void aHugeFileIsNotReadFurther() throws Exception {
    var huge = Files.write(folder.resolve("huge"), new byte[(2 << 20) + 1]);
    var run = Run.of("inspect", huge);
    assertEquals(1, run.status());
    assertTrue(run.err().contains("TOO_LARGE"), run.err());
    assertEquals(2, Run.of("inspect", folder.resolve("missing")).status());
  }

  @Test
  void aFileCannotMoveTheCursor() throws Exception {
    var evidence = Files.readString(bundle("evidence-nonce"));
    var hostile = evidence.replace("500ms", "\\u001b[2J\\u202everified");
    assertFalse(hostile.equals(evidence));
    var run = Run.of("inspect", written("hostile", hostile));
    assertSays(run, "\\u{1b}[2J\\u{202e}verified");
    assertFalse(run.out().contains("\u001b"), run.out());
    assertFalse(run.out().contains("\u202e"), run.out());
  }
}
