// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.facts.Fact;
import dev.aver.attestation.facts.Facts;
import dev.aver.attestation.json.Json;
import dev.aver.enclave.attester.device.NoReport;
import dev.aver.enclave.attester.device.NoReport.Why;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReportGovernorTest {
  private static final Digest ENCLAVE = Hashes.sha256(Bytes.utf8("enclave"));

  /** Hardware that signs when the test lets it, and notices two requests at once. */
  private static final class SlowHardware implements HardwareTee {
    final Semaphore released = new Semaphore(0);
    final BlockingQueue<Bytes> asked = new LinkedBlockingQueue<>();
    final AtomicInteger inFlight = new AtomicInteger();
    volatile boolean broken;

    @Override
    public String name() {
      return "software-snp";
    }

    @Override
    public Duration pace() {
      return Duration.ofMillis(1);
    }

    @Override
    public Quoted report(Bytes reportData) throws IOException {
      assertEquals(1, inFlight.incrementAndGet());
      asked.add(reportData);
      try {
        released.acquire();
        if (broken) {
          throw new IOException("no");
        }
        return new Quoted(reportData, Json.object().build());
      } catch (InterruptedException e) {
        throw new IOException(e);
      } finally {
        inFlight.decrementAndGet();
      }
    }
  }

  private final SlowHardware hardware = new SlowHardware();
  private final AtomicReference<Optional<Fact.Checkpoint>> checkpoint =
      new AtomicReference<>(Optional.empty());
  private final List<AttestedFacts> reports = Collections.synchronizedList(new ArrayList<>());
  private final ReportGovernor governor =
      new ReportGovernor(
          ENCLAVE,
          hardware,
          new TokenBucket(1000, 1, 0),
          () -> System.nanoTime() / 1_000_000,
          checkpoint::get,
          reports::add);

  @AfterEach
  void stop() {
    governor.close();
  }

  private static Digest nonce(int number) {
    return Hashes.sha256(Bytes.utf8("nonce " + number));
  }

  private CompletableFuture<AttestedFacts> attest(int nonce) {
    return governor.attest(nonce(nonce)).orElseThrow();
  }

  @Test
  void theAgeOfTheNewestReportIsKnownWhileTheHardwareIsSilent() throws Exception {
    governor.start();
    var first = attest(0);
    assertTrue(governor.sinceLastReport().isEmpty());
    hardware.released.release();
    first.get();
    var _ = attest(1); // stays unanswered
    assertTrue(governor.sinceLastReport().orElseThrow() >= 0);
  }

  @Test
  void oneReportServesEverybodyWhoWaits() throws Exception {
    governor.start();
    var first = attest(0);
    hardware.asked.take(); // in flight: whoever comes now rides in the next one
    var later = new ArrayList<CompletableFuture<AttestedFacts>>();
    for (var i = 1; i <= 50; i++) {
      later.add(attest(i));
    }
    hardware.released.release(2);
    assertEquals(1, first.get().facts().size());
    for (var i = 1; i <= 50; i++) {
      var report = later.get(i - 1).get();
      assertEquals(50, report.facts().size());
      var fact = report.tree().travelling(report.facts().indexOf(new Fact.Nonce(nonce(i))));
      Facts.check(List.of(fact), ENCLAVE, report.quoted().report(), Optional.of(nonce(i)));
    }
    assertEquals(2, reports.size());
  }

  @Test
  void theNewestCheckpointRidesInEveryReport() throws Exception {
    checkpoint.set(Optional.of(new Fact.Checkpoint(3, nonce(7), 1)));
    hardware.released.release(10);
    governor.start();
    assertEquals(checkpoint.get(), attest(1).get().checkpoint());
    checkpoint.set(Optional.of(new Fact.Checkpoint(4, nonce(8), 2)));
    governor.wake();
    assertEquals(checkpoint.get(), attest(2).get().checkpoint());
  }

  @Test
  void aCheckpointAloneIsReasonEnough() throws Exception {
    hardware.released.release(10);
    governor.start();
    checkpoint.set(Optional.of(new Fact.Checkpoint(3, nonce(7), 1)));
    governor.wake();
    hardware.asked.take();
  }

  @Test
  void brokenHardwareIsToldToThoseWhoWaitAndAskedAgain() throws Exception {
    hardware.broken = true;
    hardware.released.release(1);
    governor.start();
    var failed = attest(1);
    assertThrows(ExecutionException.class, failed::get);
    hardware.broken = false;
    hardware.released.release(1);
    assertEquals(1, attest(2).get().facts().size());
  }

  @Test
  void moreThanATreeHoldsAreTurnedAway() {
    for (var i = 0; i < ReportGovernor.MOST_WAITING; i++) {
      assertTrue(governor.attest(nonce(i)).isPresent());
    }
    assertTrue(governor.attest(nonce(-1)).isEmpty());
    assertTrue(governor.attest(nonce(3)).isPresent()); // the same nonce waits already
  }

  @Test
  void theBucketAllowsABurstAndThenOnePerInterval() {
    var bucket = new TokenBucket(2, 1000, 0);
    assertEquals(0, bucket.take(0));
    assertEquals(0, bucket.take(0));
    assertEquals(1000, bucket.take(0));
    assertEquals(1, bucket.take(999));
    assertEquals(0, bucket.take(1000));
    assertEquals(0, bucket.take(100_000));
    assertEquals(0, bucket.take(100_000));
    assertTrue(bucket.take(100_000) > 0);
  }

  @Test
  void aSlowAnswerDoublesTheIntervalUpToAMinute() {
    var bucket = new TokenBucket(5, 2000, 0);
    var now = 0L;
    for (var expected : List.of(4000L, 8000L, 16_000L, 32_000L, 60_000L, 60_000L)) {
      now += 1001;
      bucket.answered(1001, now);
      assertEquals(expected, bucket.intervalMillis());
      assertEquals(expected, bucket.take(now)); // and nothing is left of the burst
    }
  }

  @Test
  void anAnswerWithinASecondChangesNothing() {
    var bucket = new TokenBucket(5, 2000, 0);
    bucket.answered(1000, 1000);
    assertEquals(2000, bucket.intervalMillis());
    assertEquals(0, bucket.take(1000));
  }

  @Test
  void aConfiguredIntervalBeyondAMinuteIsKept() {
    var bucket = new TokenBucket(1, 90_000, 0);
    bucket.answered(10_000, 10_000);
    assertEquals(90_000, bucket.intervalMillis());
  }

  @Test
  void quickAnswersInARowBringTheIntervalBack() {
    var bucket = new TokenBucket(5, 2000, 0);
    bucket.answered(1001, 2000);
    bucket.answered(1001, 4000);
    for (var i = 0; i < 15; i++) {
      bucket.answered(8, 5000);
    }
    assertEquals(8000, bucket.intervalMillis());
    bucket.answered(8, 5000);
    assertEquals(4000, bucket.intervalMillis());
    for (var i = 0; i < 100; i++) {
      bucket.answered(8, 5000);
    }
    assertEquals(2000, bucket.intervalMillis());
  }

  /** Hardware that answers, or fails, after a time that the test chooses. */
  private record Answering(AtomicLong now, long takes, Optional<NoReport> failure)
      implements HardwareTee {
    @Override
    public String name() {
      return "sev-snp";
    }

    @Override
    public Duration pace() {
      return Duration.ofSeconds(2);
    }

    @Override
    public Quoted report(Bytes reportData) throws IOException {
      now.addAndGet(takes);
      if (failure.isPresent()) {
        throw failure.get();
      }
      return new Quoted(reportData, Json.object().build());
    }
  }

  @Test
  void theGovernorTimesReportsAndFailures() {
    for (var failure :
        List.of(
            Optional.<NoReport>empty(), Optional.of(new NoReport(Why.KEY_WIPED, "for the test")))) {
      var now = new AtomicLong(5);
      var bucket = new TokenBucket(5, 2000, 5);
      var hardware = new Answering(now, 1001, failure);
      try (var timed =
          new ReportGovernor(ENCLAVE, hardware, bucket, now::get, checkpoint::get, reports::add)) {
        timed.start();
        var _ = timed.attest(nonce(1)).orElseThrow().handle((_, _) -> "answered").join();
        assertEquals(4000, bucket.intervalMillis());
      }
    }
  }

  @Test
  void hardwareThatIsBrokenForGoodIsNotAskedAgain() {
    var now = new AtomicLong(5);
    var wiped = Optional.of(new NoReport(Why.KEY_WIPED, "for the test"));
    try (var governor =
        new ReportGovernor(
            ENCLAVE,
            new Answering(now, 1, wiped),
            new TokenBucket(5, 1, 5),
            now::get,
            checkpoint::get,
            reports::add)) {
      governor.start();
      var failed = governor.attest(nonce(1)).orElseThrow();
      assertThrows(ExecutionException.class, failed::get);
      assertTrue(governor.broken());
      assertTrue(governor.attest(nonce(2)).isEmpty());
    }
  }
}
