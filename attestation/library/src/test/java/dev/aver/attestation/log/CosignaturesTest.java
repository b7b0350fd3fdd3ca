// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CosignaturesTest {
  private static final NoteSigner JOURNAL = new NoteSigner("op.example/j", Ed25519Test.key(9));
  private static final String TEXT =
      new CheckpointText("op.example/j", 3, Merkle.emptyRoot()).text();
  private static final SignedNote NOTE = JOURNAL.sign(TEXT);
  private static final long SECONDS = 1_780_315_000;
  private static final long ISSUED_AT = SECONDS * 1000;

  @Test
  void differentWitnessesMakeAQuorum() throws Rejected {
    var note = NOTE.with(line("w1", 1, SECONDS)).with(line("w2", 2, SECONDS + 5));
    assertEquals(
        Map.of("w1", SECONDS, "w2", SECONDS + 5),
        Cosignatures.verify(note, List.of(key("w1", 1), key("w2", 2)), 2, ISSUED_AT));
  }

  @Test
  void oneWitnessCountsOnceHoweverItIsNamed() {
    var note =
        NOTE.with(line("w1", 1, SECONDS))
            .with(line("w1", 1, SECONDS + 1))
            .with(line("w2", 1, SECONDS))
            .with(line("w1", 3, SECONDS));
    assertRejected(Reason.WITNESS_QUORUM, note, List.of(key("w1", 1), key("w2", 1)), 2);
    assertRejected(Reason.WITNESS_QUORUM, note, List.of(key("w1", 1), key("w1", 3)), 2);
    assertRejected(Reason.WITNESS_QUORUM, note, List.of(key("w1", 1), key("w1", 1)), 2);
  }

  @Test
  void aWitnessMayHaveSignedAgainLater() throws Rejected {
    var note = NOTE.with(line("w1", 1, SECONDS - 1000)).with(line("w1", 1, SECONDS));
    assertEquals(
        Map.of("w1", SECONDS), Cosignatures.verify(note, List.of(key("w1", 1)), 1, ISSUED_AT));
  }

  @Test
  void moreThan300SecondsOlderThanTheReceiptDoesNotCount() throws Rejected {
    var note = NOTE.with(line("w1", 1, SECONDS));
    var witnesses = List.of(key("w1", 1));
    Cosignatures.verify(note, witnesses, 1, ISSUED_AT + 300_000);
    var thrown =
        assertThrows(
            Rejected.class, () -> Cosignatures.verify(note, witnesses, 1, ISSUED_AT + 300_001));
    assertEquals(Reason.RECEIPT_AFTER_WITNESS, thrown.reason());
  }

  @Test
  void timesBeyondAllMillisecondsDoNotWrapAround() throws Rejected {
    var note = NOTE.with(line("w1", 1, Long.MAX_VALUE));
    assertEquals(
        Map.of("w1", Long.MAX_VALUE),
        Cosignatures.verify(note, List.of(key("w1", 1)), 1, ISSUED_AT));
    var negative = NOTE.with(line("w1", 1, -1));
    assertRejected(Reason.COSIGNATURE, negative, List.of(key("w1", 1)), 1);
  }

  @Test
  void aWrongLineOfAKnownWitnessSpoilsAll() {
    var line = line("w1", 1, SECONDS);
    var late = new SignedNote.Line("w1", line.keyId(), line.signature().slice(1, 72));
    var note = NOTE.with(line("w2", 2, SECONDS)).with(late);
    assertRejected(Reason.COSIGNATURE, note, List.of(key("w2", 2), key("w1", 1)), 1);
  }

  @Test
  void noQuorumMeansNoWitness() {
    var note = NOTE.with(line("w1", 1, SECONDS));
    assertRejected(Reason.WITNESS_QUORUM, note, List.of(key("w1", 1)), 0);
    assertRejected(Reason.WITNESS_QUORUM, note, List.of(), 1);
    // A journal's own key signs notes, it is nobody's witness.
    assertRejected(Reason.WITNESS_QUORUM, note, List.of(JOURNAL.verifierKey()), 1);
  }

  @Test
  void theMessageIsTheStandards() {
    assertEquals(Bytes.utf8("cosignature/v1\ntime 17\n" + TEXT), Cosignatures.message(TEXT, 17));
  }

  private static SignedNote.Line line(String name, int key, long seconds) {
    return Cosignatures.sign(TEXT, seconds, name, Ed25519Test.key(key));
  }

  private static VerifierKey key(String name, int key) {
    return VerifierKey.cosignature(name, Ed25519Test.key(key).publicKey());
  }

  private static void assertRejected(
      Reason reason, SignedNote note, List<VerifierKey> witnesses, int quorum) {
    var thrown =
        assertThrows(Rejected.class, () -> Cosignatures.verify(note, witnesses, quorum, ISSUED_AT));
    assertEquals(reason, thrown.reason());
  }
}
