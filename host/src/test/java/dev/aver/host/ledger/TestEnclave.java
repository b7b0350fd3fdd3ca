// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.ledger;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.bytes.SecretBytes;
import dev.aver.attestation.keyset.Keyset;
import dev.aver.attestation.log.CompactRange;
import dev.aver.attestation.log.Ed25519Key;
import dev.aver.attestation.log.NoteSigner;
import dev.aver.attestation.log.SignedCheckpoint;
import dev.aver.attestation.typed.SigningKey;
import java.util.ArrayList;
import java.util.List;

/** An enclave whose keys, entries and checkpoints are the same in every process. */
record TestEnclave(SigningKey receiptSigner, Ed25519Key noteKey, Keyset keyset) {
  static final long BORN = 1_780_311_600;

  static TestEnclave of(int number) {
    var receiptSigner = SigningKey.of(seed("receipt " + number));
    var noteKey = Ed25519Key.of(seed("note " + number));
    var nothing = Hashes.sha256(Bytes.EMPTY);
    var keyset =
        new Keyset(
            receiptSigner.address(),
            noteKey.publicKey(),
            Digest.ZERO,
            Digest.ZERO,
            nothing,
            nothing,
            nothing,
            BORN,
            BORN + 604_800);
    return new TestEnclave(receiptSigner, noteKey, keyset);
  }

  private static SecretBytes seed(String name) {
    return SecretBytes.of(Hashes.sha256(Bytes.utf8("test only: " + name)).toArray());
  }

  static Digest entry(long index) {
    return Hashes.sha256(Bytes.utf8("entry " + index));
  }

  static List<Digest> entries(long from, int count) {
    var entries = new ArrayList<Digest>();
    for (var i = from; i < from + count; i++) {
      entries.add(entry(i));
    }
    return entries;
  }

  static Digest root(long size) {
    var range = CompactRange.empty();
    for (var i = 0L; i < size; i++) {
      range.append(entry(i));
    }
    return range.root();
  }

  /** The checkpoint of {@code size} true entries, issued {@code tick} ms after birth. */
  SignedCheckpoint checkpoint(long size, long tick) {
    return checkpoint(size, root(size), tick);
  }

  SignedCheckpoint checkpoint(long size, Digest root, long tick) {
    var enclave = keyset.enclave();
    var signer = new NoteSigner("aver/" + enclave.hex(), noteKey);
    return SignedCheckpoint.sign(enclave, size, root, BORN * 1000 + tick, signer, receiptSigner);
  }
}
