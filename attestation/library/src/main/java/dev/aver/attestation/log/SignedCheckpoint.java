// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.log;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.keyset.Keyset;
import dev.aver.attestation.typed.CheckpointStatement;
import dev.aver.attestation.typed.Signature;
import dev.aver.attestation.typed.SigningKey;
import dev.aver.attestation.typed.TypedData;

/**
 * A head of an enclave's log as the enclave signs it, twice over the same size and root: a note
 * that every tool for transparency logs reads, and a typed statement that contracts and journals
 * hold (formats.md, 6).
 *
 * @param note a signed note of {@code noteKey}, exactly as it came
 * @param issuedAt milliseconds since 1970, strictly growing with each checkpoint
 * @param signature of {@code receiptSigner} over the typed Checkpoint
 */
public record SignedCheckpoint(String note, long issuedAt, Signature signature) {
  /** Parses {@code {"note","issuedAt","signature"}}. Nothing is verified yet. */
  public static SignedCheckpoint parse(Json json) throws Rejected {
    var members = Members.of(json, "checkpoint");
    var checkpoint =
        new SignedCheckpoint(
            members.string("note"),
            members.integer("issuedAt", 0, Members.MAX_INTEGER),
            Signature.parse(members.string("signature")));
    members.end();
    return checkpoint;
  }

  /** A checkpoint over {@code size} entries with this {@code root}. */
  public static SignedCheckpoint sign(
      Digest enclave,
      long size,
      Digest root,
      long issuedAt,
      NoteSigner noteSigner,
      SigningKey receiptSigner) {
    var text = new CheckpointText(CheckpointText.origin(enclave), size, root);
    var statement = new CheckpointStatement(enclave, size, root, issuedAt);
    return new SignedCheckpoint(
        noteSigner.sign(text.text()).toString(),
        issuedAt,
        receiptSigner.sign(TypedData.digest(statement)));
  }

  /** The key of notes of this enclave's log. */
  public static VerifierKey verifierKey(Keyset keyset) {
    return VerifierKey.note(CheckpointText.origin(keyset.enclave()), keyset.noteKey());
  }

  /**
   * Accepts only a head that the enclave of {@code keyset} signed, both ways, while its keys lived.
   *
   * @throws Rejected what {@link #verifyNote} and {@link #verifySignature} throw
   */
  public CheckpointText verify(Keyset keyset) throws Rejected {
    var head = verifyNote(keyset);
    verifySignature(keyset, head);
    return head;
  }

  /**
   * The head that the note states.
   *
   * @throws Rejected {@link Reason#NOTE_FORMAT}, {@link Reason#NOTE_UNSIGNED}, {@link
   *     Reason#NOTE_SIGNATURE}, {@link Reason#CHECKPOINT_FORMAT}, {@link Reason#CHECKPOINT_ORIGIN}
   */
  public CheckpointText verifyNote(Keyset keyset) throws Rejected {
    return CheckpointText.of(SignedNote.parse(note), verifierKey(keyset));
  }

  /**
   * Requires that {@code receiptSigner} stated the same head at {@code issuedAt}.
   *
   * @throws Rejected {@link Reason#SIGNER_MISMATCH}, {@link Reason#CHECKPOINT_OUTSIDE_KEYSET}
   */
  public void verifySignature(Keyset keyset, CheckpointText head) throws Rejected {
    signature.verify(TypedData.digest(statement(keyset.enclave(), head)), keyset.receiptSigner());
    if (!keyset.covers(issuedAt)) {
      throw new Rejected(Reason.CHECKPOINT_OUTSIDE_KEYSET, "issued at " + issuedAt);
    }
  }

  /** What {@link #signature} is over, and what an operator's journal enters by its digest. */
  public CheckpointStatement statement(Digest enclave, CheckpointText head) {
    return new CheckpointStatement(enclave, head.size(), head.root(), issuedAt);
  }

  /** The document. */
  public Json.Obj toJson() {
    return Json.object()
        .put("note", note)
        .put("issuedAt", issuedAt)
        .put("signature", signature.toString())
        .build();
  }
}
