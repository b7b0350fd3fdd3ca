// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.bytes.SecretBytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.keyset.Keyset;
import dev.aver.attestation.typed.SigningKey;
import dev.aver.attestation.typed.TypedData;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignedCheckpointTest {
  private static final Digest ROOT = Hashes.sha256(Bytes.utf8("a root"));
  private static final long BORN = 1_780_311_600;
  private static final Ed25519Key NOTE_KEY = Ed25519Test.key(11);
  private static final SigningKey RECEIPT_SIGNER =
      SigningKey.of(SecretBytes.of(Hashes.sha256(Bytes.utf8("test only")).toArray()));
  private static final Keyset KEYSET = keyset(NOTE_KEY.publicKey());

  private static Keyset keyset(Digest noteKey) {
    return new Keyset(
        RECEIPT_SIGNER.address(),
        noteKey,
        Digest.ZERO,
        Digest.ZERO,
        ROOT,
        ROOT,
        ROOT,
        BORN,
        BORN + 3600);
  }

  private static SignedCheckpoint sign(Keyset keyset, long size, Digest root, long issuedAt) {
    var enclave = keyset.enclave();
    var signer = new NoteSigner(CheckpointText.origin(enclave), NOTE_KEY);
    return SignedCheckpoint.sign(enclave, size, root, issuedAt, signer, RECEIPT_SIGNER);
  }

  @Test
  void whatTheEnclaveSignedIsAcceptedAsItTravels() throws Rejected {
    var checkpoint = sign(KEYSET, 9, ROOT, BORN * 1000);
    var text = Bytes.utf8(JsonWriter.write(checkpoint.toJson()));
    var parsed = SignedCheckpoint.parse(JsonReader.document(text, 4096));
    assertEquals(checkpoint, parsed);
    var head = parsed.verify(KEYSET);
    assertEquals(new CheckpointText("aver/" + KEYSET.enclave().hex(), 9, ROOT), head);
    RECEIPT_SIGNER
        .sign(TypedData.digest(parsed.statement(KEYSET.enclave(), head)))
        .verify(TypedData.digest(parsed.statement(KEYSET.enclave(), head)), KEYSET.receiptSigner());
  }

  @Test
  void bothSignaturesAreOfTheSameHeadAndTime() {
    var one = sign(KEYSET, 9, ROOT, BORN * 1000);
    var otherSize = sign(KEYSET, 10, ROOT, BORN * 1000);
    var otherRoot = sign(KEYSET, 9, Digest.ZERO, BORN * 1000);
    var mixed =
        List.of(
            new SignedCheckpoint(otherSize.note(), one.issuedAt(), one.signature()),
            new SignedCheckpoint(otherRoot.note(), one.issuedAt(), one.signature()),
            new SignedCheckpoint(one.note(), one.issuedAt() + 1, one.signature()));
    mixed.forEach(checkpoint -> assertRejected(Reason.SIGNER_MISMATCH, checkpoint));
  }

  @Test
  void anotherEnclavesCheckpointIsUnsigned() {
    var twin = keyset(Ed25519Test.key(12).publicKey());
    assertRejected(Reason.NOTE_UNSIGNED, sign(twin, 9, ROOT, BORN * 1000));
  }

  @Test
  void keysSignOnlyWhileTheyLive() throws Rejected {
    sign(KEYSET, 9, ROOT, (BORN + 3600) * 1000 + 999).verify(KEYSET);
    for (var at : new long[] {BORN * 1000 - 1, (BORN + 3601) * 1000}) {
      assertRejected(Reason.CHECKPOINT_OUTSIDE_KEYSET, sign(KEYSET, 9, ROOT, at));
    }
  }

  @Test
  void theDocumentHasThreeMembers() {
    var good = sign(KEYSET, 9, ROOT, BORN * 1000).toJson();
    assertDocument(Reason.FIELD_UNKNOWN, json(good).put("size", 9).build());
    assertDocument(Reason.FIELD_MISSING, Json.object().put("note", "").build());
    assertDocument(Reason.FIELD_TYPE, new Json.Str("note"));
  }

  private static Json.Builder json(Json.Obj from) {
    var copy = Json.object();
    from.members().forEach(copy::put);
    return copy;
  }

  private static void assertDocument(Reason reason, Json json) {
    assertEquals(reason, assertThrows(Rejected.class, () -> SignedCheckpoint.parse(json)).reason());
  }

  private static void assertRejected(Reason reason, SignedCheckpoint checkpoint) {
    assertEquals(reason, assertThrows(Rejected.class, () -> checkpoint.verify(KEYSET)).reason());
  }
}
