// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.ledger;

import dev.aver.attestation.bytes.Digest;
import dev.aver.host.config.TestConfig;
import dev.aver.host.endorsements.Completion;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assertions;

/** The ledger and its follower as the relay runs them, without the web around them. */
final class FollowingRelay implements AutoCloseable {
  private static final long PATIENCE = 60_000_000_000L;

  final Ledger ledger;
  private final Follower follower;

  FollowingRelay(Path directory, URI enclave) {
    this(directory, enclave, Map.of());
  }

  /** With more settings. */
  FollowingRelay(Path directory, URI enclave, Map<String, String> more) {
    var settings = new HashMap<>(more);
    settings.put("aver.enclave.url", enclave.toString());
    settings.put("aver.ledger.directory", directory.toString());
    settings.put("aver.feed.wait", "5s");
    settings.put("aver.feed.retry", "20ms");
    var config = TestConfig.of(settings);
    ledger = new Ledger(config);
    ledger.open(new StartupEvent());
    follower = new Follower(ledger, new Completion(config, InstantSource.system()), config);
    follower.start(new StartupEvent());
  }

  RelayStatus status() {
    return follower.status();
  }

  Optional<ProofDocument> proof(Digest entry) throws IOException {
    return ledger.proof(entry);
  }

  /** Waits until the status is as wanted. */
  void await(Predicate<RelayStatus> wanted) {
    until(() -> wanted.test(status()));
  }

  /** Waits until there is a proof. */
  ProofDocument awaitProof(Digest entry) throws IOException {
    until(() -> proof(entry).isPresent());
    return proof(entry).orElseThrow();
  }

  /** Waits until evidence that names the keys is stored. */
  void awaitKeys() {
    until(() -> status().tee().isPresent());
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private void until(Condition condition) {
    var until = System.nanoTime() + PATIENCE;
    try {
      while (!condition.holds()) {
        Assertions.assertTrue(System.nanoTime() < until, () -> "still " + status());
        LockSupport.parkNanos(1_000_000);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    try {
      follower.stop(new ShutdownEvent());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ledger.close(new ShutdownEvent());
  }
}
