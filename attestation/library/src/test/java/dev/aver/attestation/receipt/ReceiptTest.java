// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.keyset.Keyset;
import dev.aver.attestation.keyset.Manifest;
import dev.aver.attestation.keyset.Manifests;
import dev.aver.attestation.keyset.Model;
import dev.aver.attestation.keyset.ModelFile;
import dev.aver.attestation.keyset.Task;
import dev.aver.attestation.typed.SigningKey;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Receipts survive every way they travel, and only the enclave that signed them vouches. */
class ReceiptTest {
  private static final long SECOND = 1_800_000_000L;

  private final SecureRandom random = seeded();
  private final SigningKey key = SigningKey.generate(random);
  private final Model model =
      new Model(
          "m",
          Task.CHAT,
          List.of(new ModelFile("m.gguf", 7, digest())),
          Optional.empty(),
          Optional.empty());
  private final Manifests manifests =
      new Manifests(List.of(new Manifest(model, "engine", "1", "fp32", "MIT", "here")));
  private final Keyset keyset =
      new Keyset(
          key.address(),
          digest(),
          Digest.ZERO,
          Digest.ZERO,
          manifests.digest(),
          digest(),
          digest(),
          SECOND,
          SECOND + 60);

  @Test
  void survivesJsonAndHeader() throws Rejected {
    for (var i = 0; i < 50; i++) {
      var opening = i % 2 == 0 ? Optional.of(Opening.fresh(random)) : Optional.<Opening>empty();
      var receipt = Receipt.sign(body(i, model.digest(), Outcome.CUT), key, opening);
      var text = Bytes.utf8(JsonWriter.write(receipt.toJson()));
      assertEquals(receipt, Receipt.parse(text));
      assertEquals(receipt, Receipt.fromHeader(receipt.header()));
      var silent = Receipt.fromHeader(receipt.withoutOpening().header());
      assertEquals(receipt.digest(), silent.digest());
      assertEquals(Optional.empty(), silent.opening());
      ReceiptChecks.check(silent, keyset);
      ReceiptChecks.model(silent, manifests);
    }
  }

  @Test
  void aSingleSaltOpensNothingElse() throws Rejected {
    var all = Opening.fresh(random);
    var none = Optional.<Digest>empty();
    var output = new Opening(none, none, none, all.output(), none);
    assertEquals(output, Opening.parse(output.toJson()));
    var salt = all.output().orElseThrow();
    assertFalse(all.toString().contains(salt.hex()), "a log of the receipt would open it");
    var content = CanonicalOutput.text("approve");
    var commitment = Commitment.of(salt, content);
    Commitment.check(commitment, salt, content);
    assertReason(
        Reason.OPENING_MISMATCH,
        () -> Commitment.check(commitment, all.input().orElseThrow(), content));
  }

  @Test
  void onlyARefusalOrFailureMayHaveNoModel() throws Rejected {
    ReceiptChecks.model(signed(Digest.ZERO, Outcome.REFUSED), manifests);
    ReceiptChecks.model(signed(Digest.ZERO, Outcome.FAILED), manifests);
    assertReason(
        Reason.MODEL_NOT_IN_KEYSET,
        () -> ReceiptChecks.model(signed(Digest.ZERO, Outcome.COMPLETE), manifests));
    assertReason(
        Reason.MODEL_NOT_IN_KEYSET,
        () -> ReceiptChecks.model(signed(digest(), Outcome.REFUSED), manifests));
  }

  @Test
  void anotherKeyVouchesForNothing() {
    var stranger = SigningKey.generate(random);
    var forged =
        Receipt.sign(body(0, model.digest(), Outcome.COMPLETE), stranger, Optional.empty());
    assertReason(Reason.SIGNER_MISMATCH, () -> ReceiptChecks.check(forged, keyset));
  }

  private Receipt signed(Digest of, Outcome outcome) {
    return Receipt.sign(body(0, of, outcome), key, Optional.empty());
  }

  private ReceiptBody body(int sequence, Digest of, Outcome outcome) {
    return new ReceiptBody(
        keyset.enclave(),
        sequence,
        SECOND * 1000 + sequence,
        of,
        digest(),
        digest(),
        digest(),
        digest(),
        digest(),
        Digest.ZERO,
        outcome,
        sequence,
        ReceiptBody.MAX_UNITS);
  }

  private Digest digest() {
    var bytes = new byte[Digest.SIZE];
    random.nextBytes(bytes);
    return Digest.of(bytes);
  }

  private static void assertReason(Reason reason, Check check) {
    assertEquals(reason, assertThrows(Rejected.class, check::run).reason());
  }

  private interface Check {
    void run() throws Rejected;
  }

  private static SecureRandom seeded() {
    try {
      var random = SecureRandom.getInstance("SHA1PRNG");
      random.setSeed(7);
      return random;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
