// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bytes.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the disk can do to the relay: it says so, goes on with the rest, and recovers. */
class LedgerTest {
  private static final TestEnclave LIVING = TestEnclave.of(1);
  private static final TestEnclave DEAD = TestEnclave.of(2);

  @TempDir Path directory;

  @Test
  void opensALogAgainWhoseWriteHasFailed() throws Exception {
    try (var enclave = new FeedingEnclave(LIVING);
        var relay = new FollowingRelay(directory, enclave.url())) {
      enclave.add(TestEnclave.entries(0, 3));
      enclave.awaitDurable(3);
      relay.ledger.of(name(LIVING)).orElseThrow().close(); // now every write fails
      enclave.add(TestEnclave.entries(3, 4));
      enclave.awaitDurable(7);
      enclave.sign();
      relay.await(status -> status.logged() == 7 && status.isReady());
      relay.awaitProof(TestEnclave.entry(6));
    }
  }

  @Test
  void servesTheOtherLogsBesideADamagedOne() throws Exception {
    begin(DEAD, 5);
    damage(DEAD);
    try (var enclave = new FeedingEnclave(LIVING);
        var relay = new FollowingRelay(directory, enclave.url())) {
      enclave.add(TestEnclave.entries(0, 2));
      enclave.awaitDurable(2);
      enclave.sign();
      relay.await(status -> status.logged() == 2);
      assertTrue(relay.status().alarm().isPresent(), "somebody has to look at the damaged one");
      assertFalse(relay.status().isReady());
      relay.awaitProof(TestEnclave.entry(1));
    }
  }

  @Test
  void leavesFoldersAloneThatAreNoLogs() throws Exception {
    Files.createDirectories(directory.resolve("notes"));
    Files.createDirectories(directory.resolve("0".repeat(64)));
    try (var enclave = new FeedingEnclave(LIVING);
        var relay = new FollowingRelay(directory, enclave.url())) {
      relay.await(RelayStatus::reachable);
      assertEquals(true, relay.status().isReady());
    }
  }

  /** Two batches, so that damage in the first cannot be a torn end. */
  private void begin(TestEnclave of, int entries) throws Exception {
    try (var log = EnclaveLog.open(folder(of), of.keyset())) {
      log.append(0, TestEnclave.entries(0, entries));
      log.append(entries, TestEnclave.entries(entries, entries));
    }
  }

  private void damage(TestEnclave of) throws IOException {
    var file = folder(of).resolve("entries");
    var bytes = Files.readAllBytes(file);
    bytes[40] ^= 1;
    Files.write(file, bytes);
  }

  private Path folder(TestEnclave of) {
    return directory.resolve(name(of).hex());
  }

  private static Digest name(TestEnclave of) {
    return of.keyset().enclave();
  }
}
