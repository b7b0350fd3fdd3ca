// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.ledger;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.host.config.RelayConfig;
import dev.aver.host.enclaves.EnclaveFeed;
import dev.aver.host.enclaves.FeedRefused;
import dev.aver.host.endorsements.Completion;
import dev.aver.host.endorsements.Unavailable;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Follows the enclave: its entries, its checkpoints and its evidence, each on a virtual thread of
 * its own that asks, stores, confirms and asks again. Whatever the network does, the log only grows
 * by what continues it; whatever does not fit is an alarm that stops the following of this enclave,
 * is told by health and metrics, and overwrites nothing.
 */
@ApplicationScoped
public class Follower {
  private static final Logger LOG = Logger.getLogger(Follower.class);

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** One thing that is followed. */
  interface Steps {
    /** Waits for something new of this enclave and stores it. */
    void take(EnclaveCopy copy)
        throws IOException, InterruptedException, Rejected, LogAlarm, StorageFailed, OtherEnclave;
  }

  private final Present present;
  private final Duration retry;
  private final boolean relays;
  private final List<Steps> steps;
  private final EnclaveFeed feed;
  private final List<Thread> threads = new ArrayList<>();
  private volatile String lastMissing = "";
  private final CountDownLatch stopped = new CountDownLatch(1);

  Follower(Ledger ledger, Completion completion, RelayConfig config) {
    this.feed = new EnclaveFeed(config.enclave().url());
    this.present = new Present(feed, ledger);
    this.retry = config.feed().retry();
    this.relays = config.mode().relays();
    var reading = new FeedReading(feed, completion, config.feed().longest());
    this.steps = List.of(reading::entries, reading::checkpoint, reading::evidence);
  }

  /** Starts when the ledger has been opened, if there is an enclave to follow. */
  void start(@Observes @Priority(100) StartupEvent start) {
    for (var step : relays ? steps : List.<Steps>of()) {
      threads.add(Thread.ofVirtual().name("feed").start(() -> follow(step)));
    }
  }

  /** Ends before the ledger is closed. */
  void stop(@Observes @Priority(50) ShutdownEvent shutdown) throws InterruptedException {
    stopped.countDown();
    feed.close();
    for (var thread : threads) {
      thread.join(PATIENCE);
    }
  }

  /** How things stand. */
  public RelayStatus status() {
    return present.status();
  }

  private void follow(Steps step) {
    try {
      while (stopped.getCount() > 0) {
        if (!turn(step)) {
          stopped.await(retry.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The evidence waits at the enclave, and proofs stay at the level that they have. */
  private void withoutEndorsements(Unavailable missing) {
    var message = missing.getMessage();
    if (!message.equals(lastMissing)) {
      LOG.warnf("evidence is not complete yet: %s", message);
      lastMissing = message;
    }
  }

  /** Takes one step; false if it makes sense to pause before the next. */
  private boolean turn(Steps step) throws InterruptedException {
    var taken = Optional.<EnclaveCopy>empty();
    try {
      var copy = present.copy();
      taken = Optional.of(copy);
      if (copy.alarm().isPresent()) {
        present.isStill(copy); // another one can be followed again
        return false;
      }
      step.take(copy);
      present.answered(copy);
      return true;
    } catch (OtherEnclave other) {
      present.forget();
    } catch (StorageFailed failure) {
      present.cannotStore(taken, failure);
    } catch (Unavailable missing) {
      withoutEndorsements(missing);
    } catch (FeedRefused refused) {
      present.refused(taken, refused);
    } catch (IOException unreachable) {
      if (stopped.getCount() > 0) {
        present.unreachable(unreachable);
      }
    } catch (LogAlarm | Rejected alarm) {
      alarmed(taken, alarm);
    }
    return false;
  }

  private void alarmed(Optional<EnclaveCopy> taken, Exception alarm) throws InterruptedException {
    if (taken.isEmpty()) {
      LOG.errorf("the enclave's keyset: %s", alarm);
    } else if (!isOfAnother(alarm) || present.isStill(taken.get())) {
      taken.get().raise(alarm);
    }
  }

  /** Evidence for a nonce does not come with a name: another boot may have answered in between. */
  private static boolean isOfAnother(Exception alarm) {
    return alarm instanceof Rejected rejected && rejected.reason() == Reason.ENCLAVE_MISMATCH;
  }
}
