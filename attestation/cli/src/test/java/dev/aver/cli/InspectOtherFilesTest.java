// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Reason;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.endorsement.Pem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code aver inspect} of policies, tiles and documents of others. */
final class InspectOtherFilesTest {
  private static final Path VECTORS = FakeClone.root().resolve("attestation/vectors");

  @TempDir Path folder;

  private Path written(Bytes content) throws Exception {
    return Files.write(folder.resolve("file"), content.toArray());
  }

  private static void assertSays(Run run, String... texts) {
    assertEquals(0, run.status(), run.err());
    for (var text : texts) {
      assertTrue(run.out().contains(text), () -> text + " is not in\n" + run.out());
    }
  }

  @Test
  void aPolicyIsShownFieldByField() {
    var policy = folder.resolve("policy.json");
    var evidence = VECTORS.resolve("bundles/evidence-nonce.json");
    assertEquals(0, Run.of("policy", "init", evidence, "-o", policy).status());
    assertSays(
        Run.of("inspect", policy),
        "policy, ",
        "tee.exactly",
        "software-snp",
        "snp.guest.debug.exactly",
        "keyset.lifetime.exactly");
  }

  @Test
  void referenceValuesAreShownWithTheirDates() {
    var values = folder.resolve("values.json");
    var evidence = VECTORS.resolve("bundles/evidence-nonce.json");
    assertEquals(0, Run.of("policy", "init", evidence, "--reference-values", values).status());
    assertSays(
        Run.of("inspect", values), "reference values, ", "issuedAt", "2026-06-01T", "images");
  }

  @Test
  void aPolicyThatIsNoneIsRefused() throws Exception {
    var run = Run.of("inspect", written(Bytes.utf8("{\"type\":\"aver/policy/v1\"}")));
    assertEquals(1, run.status());
    assertTrue(run.err().contains("FIELD_MISSING"), run.err());
  }

  @Test
  void entriesOfALogAreRecognisedAndHashesAreNamed() throws Exception {
    var hash = Hashes.sha256(Bytes.utf8("entry")).bytes();
    var entry = Bytes.of((byte) 0, (byte) 32).plus(hash);
    assertSays(
        Run.of("inspect", written(entry.plus(entry))),
        "bundle of log entries, 68 bytes",
        "      22      2  length",
        "      24     32  entry 1");
    var tile = written(Bytes.concat(Collections.nCopies(256, hash).toArray(Bytes[]::new)));
    var unknown = Run.of("inspect", tile);
    assertEquals(1, unknown.status());
    assertTrue(unknown.err().contains("--as tile"), unknown.err());
    assertSays(
        Run.of("inspect", tile, "--as", "tile"),
        "tile of hashes, 8192 bytes",
        "hash 255",
        "(root)");
    var cut = Run.of("inspect", written(hash.slice(0, 31)), "--as", "tile");
    assertEquals(1, cut.status());
    assertTrue(cut.err().contains("LOG_TILE"), cut.err());
    assertEquals(2, Run.of("inspect", tile, "--as", "other").status());
  }

  /** Well-formed, and signed by nobody: inspecting verifies nothing. */
  private static Bytes nitro() throws Exception {
    var pem = Bytes.of(Files.readAllBytes(VECTORS.resolve("anchors/software-tdx.pem")));
    var certificate = Pem.certificates(pem, 1, Reason.ENDORSEMENT_PARSE).getFirst();
    var payload =
        Bytes.concat(
            Bytes.of((byte) 0xbf),
            text("module_id"),
            text("i-0-enc0"),
            text("digest"),
            text("SHA384"),
            text("timestamp"),
            Bytes.fromHex("1b0000019c52fee624"),
            text("pcrs"),
            Bytes.fromHex("a10f"),
            raw(Bytes.of(new byte[48])),
            text("certificate"),
            raw(certificate),
            text("cabundle"),
            Bytes.of((byte) 0x81),
            raw(certificate),
            text("nonce"),
            Bytes.of((byte) 0xf6, (byte) 0xff));
    return Bytes.concat(Bytes.fromHex("8444a1013822a0"), raw(payload), raw(Bytes.of(new byte[96])));
  }

  private static Bytes text(String value) {
    return Bytes.of((byte) (0x60 | value.length())).plus(Bytes.utf8(value));
  }

  private static Bytes raw(Bytes value) {
    var size = value.size();
    var head =
        size < 256
            ? Bytes.of((byte) 0x58, (byte) size)
            : Bytes.of((byte) 0x59, (byte) (size >> 8), (byte) size);
    return head.plus(value);
  }

  @Test
  void aNitroDocumentIsShownAsBytesAndAsBase64() throws Exception {
    var document = nitro();
    var expected =
        new String[] {
          "AWS Nitro attestation document, ",
          "       1      5  protected",
          "module_id",
          "i-0-enc0",
          "2026-02-12T17:56:02.724Z",
          "PCR 15",
          "cabundle 0: X.509 certificate"
        };
    assertSays(Run.of("inspect", written(document)), expected);
    var base64 = Base64.getEncoder().encodeToString(document.toArray());
    assertSays(Run.of("inspect", written(Bytes.utf8(base64 + "\n"))), expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 40, 500})
  void aNitroDocumentThatIsCutIsRefused(int size) throws Exception {
    var run = Run.of("inspect", written(nitro().slice(0, size)));
    assertEquals(1, run.status());
    assertTrue(run.err().contains("CBOR_FORMAT"), run.err());
  }
}
