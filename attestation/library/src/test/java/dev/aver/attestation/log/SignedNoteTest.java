// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {
  private static final String NAME = "log.example/one";
  private static final String TEXT = "a text\n\nwith a blank line\n";
  private static final NoteSigner SIGNER = new NoteSigner(NAME, Ed25519Test.key(1));
  private static final SignedNote NOTE = SIGNER.sign(TEXT);
  private static final String STRANGER =
      "\u2014 stranger.example " + Bytes.of(new byte[200]).base64() + "\n";

  /** The example of C2SP's signed-note text. */
  @Test
  void readsThePublishedExample() throws Rejected {
    var key =
        VerifierKey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    var note =
        SignedNote.parse(
            """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.

            \u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
            """);
    note.verify(key);
    assertEquals("PeterNeumann", key.name());
    assertEquals(key, VerifierKey.parse(key.format()));
  }

  @Test
  void whatIsSignedIsReadBackAndVerified() throws Rejected {
    var parsed = SignedNote.parse(NOTE.toString());
    assertEquals(NOTE, parsed);
    assertEquals(TEXT, parsed.text());
    parsed.verify(SIGNER.verifierKey());
  }

  @Test
  void strangersAreIgnoredUpTo64Lines() throws Rejected {
    var note = NOTE.toString() + STRANGER.repeat(SignedNote.MAX_LINES - 1);
    SignedNote.parse(note).verify(SIGNER.verifierKey());
    assertRejected(Reason.NOTE_FORMAT, note + STRANGER);
  }

  @Test
  void oneWrongLineOfAKnownKeySpoilsTheNote() throws Rejected {
    var line = NOTE.lines().getFirst();
    var wrong =
        new SignedNote.Line(line.name(), line.keyId(), Bytes.of(new byte[Ed25519Signature.SIZE]));
    assertSpoiled(NOTE.with(wrong));
    assertSpoiled(new SignedNote(TEXT, Stream.of(wrong, line).toList()));
    assertSpoiled(new SignedNote(TEXT + "more\n", NOTE.lines()));
    SignedNote.parse(NOTE.with(line).toString()).verify(SIGNER.verifierKey());
  }

  private static void assertSpoiled(SignedNote note) throws Rejected {
    var parsed = SignedNote.parse(note.toString());
    var thrown = assertThrows(Rejected.class, () -> parsed.verify(SIGNER.verifierKey()));
    assertEquals(Reason.NOTE_SIGNATURE, thrown.reason());
  }

  @Test
  void theSameKeyUnderAnotherNameIsAStranger() {
    var other = VerifierKey.note("log.example/two", SIGNER.verifierKey().publicKey());
    var witness = VerifierKey.cosignature(NAME, SIGNER.verifierKey().publicKey());
    for (var key : new VerifierKey[] {other, witness}) {
      var thrown = assertThrows(Rejected.class, () -> NOTE.verify(key));
      assertEquals(Reason.NOTE_UNSIGNED, thrown.reason());
    }
  }

  static Stream<String> malformed() {
    var good = NOTE.toString();
    var line = NOTE.lines().getFirst().toString();
    var signature = line.substring(line.lastIndexOf(' ') + 1);
    return Stream.of(
        "",
        "\n",
        "\n\n",
        TEXT,
        TEXT + "\n",
        TEXT + line,
        good + "\n",
        good + "x\n",
        good.substring(0, good.length() - 1),
        good.replace("a text", "a\ttext"),
        good.replace("a text", "a\0text"),
        good.replace("a text", "a \ud800 text"),
        good.replace("\n", "\r\n"),
        good.replace("\u2014 ", "- "),
        good.replace("\u2014 ", "\u2014\u00a0"),
        good.replace(" " + signature, "  " + signature),
        good.replace(signature, signature.replace("=\n", "\n")),
        good.replace(signature, signature.replace("\n", " \n")),
        good.replace(signature, signature.replace("=\n", "==\n")),
        good.replace(signature, "AAAA\n"),
        good.replace(signature, "AAAAAA==\n"),
        good.replace(signature, "\n"),
        good.replace(signature, "A-_A" + signature.substring(4)),
        good.replace(NAME, ""),
        good.replace(NAME, "log+one"),
        good.replace(NAME, "log\u2003one"),
        good.replace(NAME, "log\u0085one"));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void malformedNotesAreRefused(String note) {
    assertRejected(Reason.NOTE_FORMAT, note);
  }

  @Test
  void unusedBitsOfBase64AreZero() {
    // 68 bytes end in "xx=" with two unused bits: set one of them.
    var good = NOTE.toString();
    var last = good.charAt(good.length() - 3);
    var spoiled = good.substring(0, good.length() - 3) + (char) (last + 1) + "=\n";
    assertRejected(Reason.NOTE_FORMAT, spoiled);
  }

  @Test
  void hugeNotesAreNotLookedAt() {
    assertRejected(Reason.NOTE_FORMAT, "x".repeat(SignedNote.MAX_SIZE) + NOTE);
  }

  private static void assertRejected(Reason reason, String note) {
    assertEquals(reason, assertThrows(Rejected.class, () -> SignedNote.parse(note)).reason());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "name",
        "name+00000000",
        "PeterNeumann+c74f20a3",
        "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+AhpcZQcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10T",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWAA==",
        "PeterNeumann+c74f20a3+",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW+"
      })
  void vkeysThatDoNotFitAreRefused(String vkey) {
    assertEquals(
        Reason.FIELD_TYPE, assertThrows(Rejected.class, () -> VerifierKey.parse(vkey)).reason());
  }

  @Test
  void aCheckpointHasThreeLinesAndTheNameOfItsKey() throws Rejected {
    var head = new CheckpointText(NAME, (1L << 53) - 1, Merkle.emptyRoot());
    assertEquals(head, CheckpointText.of(SIGNER.sign(head.text()), SIGNER.verifierKey()));
    assertHeadRejected(Reason.CHECKPOINT_FORMAT, head.text() + "extension\n");
    assertHeadRejected(Reason.CHECKPOINT_FORMAT, head.text() + "\n");
    assertHeadRejected(Reason.CHECKPOINT_FORMAT, "\n" + head.text());
    assertHeadRejected(Reason.CHECKPOINT_FORMAT, head.text().replace("991\n", "992\n"));
    assertHeadRejected(
        Reason.CHECKPOINT_FORMAT, head.text().replace("\n9", "\n99999999999999999999"));
    assertHeadRejected(Reason.CHECKPOINT_ORIGIN, head.text().replace("one", "two"));
  }

  private static void assertHeadRejected(Reason reason, String text) {
    var note = SIGNER.sign(text);
    var key = SIGNER.verifierKey();
    assertEquals(reason, assertThrows(Rejected.class, () -> CheckpointText.of(note, key)).reason());
  }

  @Test
  void anEnclavesOriginIsItsDigest() {
    assertEquals("aver/" + "00".repeat(32), CheckpointText.origin(Digest.ZERO));
  }
}
