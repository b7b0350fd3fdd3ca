// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.facts.Fact;
import dev.aver.attestation.facts.Facts;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.log.Inclusion;
import dev.aver.attestation.log.Merkle;
import dev.aver.attestation.log.SignedCheckpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log from the enclave's feed to the proofs, with everything that can go wrong in between. */
class FollowerTest {
  private static final TestEnclave FIRST = TestEnclave.of(1);
  private static final TestEnclave SECOND = TestEnclave.of(2);

  @TempDir Path directory;
  private FeedingEnclave enclave;
  private FollowingRelay relay;

  @BeforeEach
  void start() throws IOException {
    enclave = new FeedingEnclave(FIRST);
    relay = new FollowingRelay(directory, enclave.url());
  }

  @AfterEach
  void stop() throws Exception {
    relay.close();
    enclave.close();
  }

  @Test
  void confirmsWhatIsOnDiskAndProvesItAtTheHighestLevelSoFar() throws Exception {
    enclave.add(TestEnclave.entries(0, 5));
    enclave.awaitDurable(5);
    assertEquals(Optional.empty(), relay.proof(TestEnclave.entry(3)), "nothing is signed yet");

    var checkpoint = enclave.sign();
    relay.await(status -> status.logged() == 5);
    assertProves(3, 5, relay.awaitProof(TestEnclave.entry(3)), Optional.empty());
    assertEquals(Optional.empty(), relay.proof(TestEnclave.entry(5)));

    enclave.attest(5, TestEnclave.root(5), checkpoint.issuedAt());
    relay.await(status -> status.attested() == 5);
    assertProves(3, 5, relay.proof(TestEnclave.entry(3)).orElseThrow(), Optional.of(5L));

    enclave.add(TestEnclave.entries(5, 3));
    enclave.awaitDurable(8);
    enclave.sign();
    relay.await(status -> status.logged() == 8);
    assertProves(3, 5, relay.proof(TestEnclave.entry(3)).orElseThrow(), Optional.of(5L));
    assertProves(7, 8, relay.proof(TestEnclave.entry(7)).orElseThrow(), Optional.empty());
    assertTrue(relay.status().isReady());
  }

  @Test
  void keepsEvidenceThatArrivesBeforeItsCheckpoint() throws Exception {
    enclave.add(TestEnclave.entries(0, 4));
    enclave.awaitDurable(4);
    var checkpoint = FIRST.checkpoint(4, 7);
    enclave.attest(4, TestEnclave.root(4), checkpoint.issuedAt());
    relay.awaitKeys();
    enclave.say(checkpoint);
    relay.await(status -> status.attested() == 4);
  }

  @Test
  void goesOnWhereItWasAfterARestart() throws Exception {
    enclave.add(TestEnclave.entries(0, 300));
    enclave.awaitDurable(300);
    enclave.sign();
    relay.await(status -> status.logged() == 300);
    relay.awaitProof(TestEnclave.entry(299));
    relay.close();
    enclave.add(TestEnclave.entries(300, 10));
    relay = new FollowingRelay(directory, enclave.url());
    assertTrue(relay.proof(TestEnclave.entry(299)).isPresent(), "before the enclave has answered");
    enclave.awaitDurable(310);
    enclave.sign();
    relay.await(status -> status.logged() == 310);
  }

  @Test
  void tellsAgainWhatTheEnclaveHasMissed() throws Exception {
    relay.close();
    // The relay stored these, and died before it could say so.
    try (var log = EnclaveLog.open(folder(FIRST), FIRST.keyset())) {
      log.append(0, TestEnclave.entries(0, 20));
    }
    enclave.add(TestEnclave.entries(0, 20));
    relay = new FollowingRelay(directory, enclave.url());
    enclave.awaitDurable(20);
  }

  private Path folder(TestEnclave of) {
    return directory.resolve(of.keyset().enclave().hex());
  }

  @Test
  void followsANewBootInANewLogAndServesTheOldOne() throws Exception {
    enclave.add(TestEnclave.entries(0, 2));
    enclave.awaitDurable(2);
    enclave.sign();
    relay.await(status -> status.logged() == 2);
    relay.awaitProof(TestEnclave.entry(1));

    enclave.reboot(SECOND);
    enclave.add(TestEnclave.entries(100, 1));
    enclave.awaitDurable(1);
    enclave.sign();
    relay.await(status -> status.enclave().equals(Optional.of(SECOND.keyset().enclave())));
    relay.await(status -> status.logged() == 1);
    assertTrue(relay.status().isReady());
    assertTrue(relay.proof(TestEnclave.entry(1)).isPresent());
    relay.awaitProof(TestEnclave.entry(100));
  }

  @Test
  void raisesAnAlarmAtASignedHeadOverOtherEntries() throws Exception {
    enclave.add(TestEnclave.entries(0, 6));
    enclave.awaitDurable(6);
    enclave.sign();
    relay.await(status -> status.logged() == 6);
    enclave.say(FIRST.checkpoint(6, TestEnclave.root(5), 99));
    assertAlarmed();
    assertEquals(6, relay.status().logged(), "what was stored stands");
    relay.awaitProof(TestEnclave.entry(5));
    enclave.add(TestEnclave.entries(6, 1));
    assertEquals(6, enclave.durable());
  }

  @Test
  void raisesAnAlarmAtACheckpointOfAnotherKey() throws Exception {
    enclave.add(TestEnclave.entries(0, 3));
    enclave.awaitDurable(3);
    enclave.say(SECOND.checkpoint(3, 1));
    assertAlarmed();
    assertEquals(0, relay.status().logged());
  }

  @Test
  void raisesAnAlarmAtAReportOverOtherEntries() throws Exception {
    enclave.add(TestEnclave.entries(0, 3));
    enclave.awaitDurable(3);
    enclave.attest(3, TestEnclave.root(2), TestEnclave.BORN * 1000 + 5);
    assertAlarmed();
    assertEquals(0, relay.status().attested());
  }

  @Test
  void raisesAnAlarmWhenTheSameEnclaveHasForgottenEntries() throws Exception {
    enclave.add(TestEnclave.entries(0, 3));
    enclave.awaitDurable(3);
    enclave.reboot(FIRST);
    assertAlarmed();
  }

  @Test
  void saysThatTheEnclaveIsGoneAndFindsItAgain() throws Exception {
    enclave.add(TestEnclave.entries(0, 3));
    enclave.awaitDurable(3);
    enclave.hangUp(true);
    relay.await(status -> !status.reachable());
    assertFalse(relay.status().isReady());
    assertEquals(3, relay.status().entries());

    enclave.hangUp(false);
    enclave.add(TestEnclave.entries(3, 2));
    enclave.awaitDurable(5);
    relay.await(RelayStatus::isReady);
  }

  @Test
  void aBootThatHappensWhileEvidenceIsAskedForIsNoAlarm() throws Exception {
    relay.close();
    enclave.rebootBeforeEvidence(SECOND);
    relay = new FollowingRelay(directory.resolve("anew"), enclave.url());
    relay.await(status -> status.enclave().equals(Optional.of(SECOND.keyset().enclave())));
    enclave.add(TestEnclave.entries(0, 2));
    enclave.awaitDurable(2);
    enclave.sign();
    relay.await(status -> status.logged() == 2);
    assertTrue(relay.status().isReady());
    var first = relay.ledger.of(FIRST.keyset().enclave()).orElseThrow();
    assertEquals(Optional.empty(), first.alarm());
  }

  private void assertAlarmed() throws Exception {
    relay.await(status -> status.alarm().isPresent());
    assertFalse(relay.status().isReady());
  }

  private static void assertProves(
      long index, long size, ProofDocument proof, Optional<Long> attestedSize) throws Exception {
    var members = Members.of(proof.json(), "proof");
    members.type("aver/proof/v1");
    var head = SignedCheckpoint.parse(members.required("checkpoint")).verify(FIRST.keyset());
    assertEquals(size, head.size());
    var leaf = Merkle.leafHash(TestEnclave.entry(index).bytes());
    Inclusion.verify(leaf, index, size, members.digests("inclusion", 64), head.root());
    var evidence = (Json.Obj) members.required("evidence");
    var facts = Facts.parse(Objects.requireNonNull(evidence.get("facts")));
    assertEquals(attestedSize, Facts.checkpoint(facts).map(Fact.Checkpoint::size));
    members.end();
  }
}
