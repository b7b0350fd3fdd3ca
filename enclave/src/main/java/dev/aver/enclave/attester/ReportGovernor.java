// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.facts.Fact;
import dev.aver.attestation.facts.FactTree;
import dev.aver.enclave.attester.device.NoReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The only one that asks the hardware: one request in flight, on its own platform thread, and every
 * report serves everybody who waits when it is asked for. Nobody's nonce can starve another's, and
 * the newest checkpoint rides in every report.
 */
public final class ReportGovernor implements AutoCloseable {
  /** Nonces that may wait for the same report; the checkpoint needs one more leaf. */
  public static final int MOST_WAITING = FactTree.MAX_FACTS - 1;

  private static final Logger LOG = Logger.getLogger(ReportGovernor.class);
  private static final long RETRY_MILLIS = 1000;

  private final Digest enclave;
  private final HardwareTee hardware;
  private final TokenBucket bucket;
  private final LongSupplier millis;
  private final Supplier<Optional<Fact.Checkpoint>> newestCheckpoint;
  private final AttestedFacts.Listener listener;
  private final Thread thread = new Thread(this::run, "aver-reports");

  // Both belong to this object's lock.
  private Map<Digest, CompletableFuture<AttestedFacts>> waiting = new LinkedHashMap<>();
  private boolean closed;

  /** Set once, on the governor's thread: no later request can succeed. */
  private volatile boolean broken;

  /** When the newest report came; negative before the first. */
  private volatile long lastReport = -1;

  private Optional<Fact.Checkpoint> attested = Optional.empty();

  /**
   * Does nothing before {@link #start}.
   *
   * @param listener told of every new report, on the governor's thread
   */
  public ReportGovernor(
      Digest enclave,
      HardwareTee hardware,
      TokenBucket bucket,
      LongSupplier millis,
      Supplier<Optional<Fact.Checkpoint>> newestCheckpoint,
      AttestedFacts.Listener listener) {
    this.enclave = enclave;
    this.hardware = hardware;
    this.bucket = bucket;
    this.millis = millis;
    this.newestCheckpoint = newestCheckpoint;
    this.listener = listener;
    thread.setDaemon(true);
  }

  /** Starts the thread. */
  public void start() {
    thread.start();
  }

  /** A report that holds this nonce, sooner or later; empty if too many wait already. */
  public Optional<CompletableFuture<AttestedFacts>> attest(Digest nonce) {
    synchronized (this) {
      if (closed || broken || (waiting.size() >= MOST_WAITING && !waiting.containsKey(nonce))) {
        return Optional.empty();
      }
      notifyAll();
      return Optional.of(waiting.computeIfAbsent(nonce, _ -> new CompletableFuture<>()));
    }
  }

  /** Whether the hardware has failed for good: this machine must go out of service. */
  public boolean broken() {
    return broken;
  }

  /** How old the newest report is, in milliseconds; empty before the first. */
  public OptionalLong sinceLastReport() {
    var last = lastReport;
    return last < 0 ? OptionalLong.empty() : OptionalLong.of(millis.getAsLong() - last);
  }

  /** There may be a newer checkpoint. */
  public synchronized void wake() {
    notifyAll();
  }

  private void run() {
    try {
      while (!broken && awaitWork()) {
        for (var pause = bucket.take(millis.getAsLong());
            pause > 0;
            pause = bucket.take(millis.getAsLong())) {
          pause(pause);
        }
        report();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean awaitWork() throws InterruptedException {
    while (!closed && waiting.isEmpty() && newestCheckpoint.get().equals(attested)) {
      wait();
    }
    return !closed;
  }

  /** Waits without holding up those who come meanwhile: they ride in the same report. */
  private synchronized void pause(long pauseMillis) throws InterruptedException {
    var until = millis.getAsLong() + pauseMillis;
    for (var left = pauseMillis; left > 0 && !closed; left = until - millis.getAsLong()) {
      wait(left);
    }
  }

  private void report() throws InterruptedException {
    Map<Digest, CompletableFuture<AttestedFacts>> served;
    synchronized (this) {
      served = waiting;
      waiting = new LinkedHashMap<>();
    }
    var checkpoint = newestCheckpoint.get();
    var facts = new ArrayList<Fact>();
    checkpoint.ifPresent(facts::add);
    served.keySet().forEach(nonce -> facts.add(new Fact.Nonce(nonce)));
    if (facts.isEmpty() || !tell(facts, served)) {
      pause(RETRY_MILLIS);
    } else {
      attested = checkpoint;
    }
  }

  private boolean tell(List<Fact> facts, Map<Digest, CompletableFuture<AttestedFacts>> served) {
    var tree = FactTree.of(enclave, facts);
    try {
      var report = new AttestedFacts(List.copyOf(facts), tree, timed(tree.reportData()));
      lastReport = millis.getAsLong();
      listener.attested(report);
      served.values().forEach(future -> future.complete(report));
      return true;
    } catch (IOException | RuntimeException e) {
      LOG.errorf("no report: %s", e.getMessage());
      if (e instanceof NoReport no && no.fatal()) {
        giveUp(e);
      }
      served.values().forEach(future -> future.completeExceptionally(e));
      return false;
    }
  }

  /** Slow answers count whether they are reports or failures: the host held them back. */
  private Quoted timed(Bytes reportData) throws IOException {
    var asked = millis.getAsLong();
    try {
      return hardware.report(reportData);
    } finally {
      var now = millis.getAsLong();
      if (hardware.throttled()) {
        bucket.answered(now - asked, now);
      }
    }
  }

  /** Nobody is let in any more, and those who came meanwhile are told. */
  private void giveUp(Exception cause) {
    Map<Digest, CompletableFuture<AttestedFacts>> late;
    synchronized (this) {
      broken = true;
      late = waiting;
      waiting = new LinkedHashMap<>();
    }
    late.values().forEach(future -> future.completeExceptionally(cause));
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    thread.interrupt();
  }
}
