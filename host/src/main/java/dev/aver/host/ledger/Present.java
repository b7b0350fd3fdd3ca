// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.ledger;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Digest;
import dev.aver.host.enclaves.EnclaveFeed;
import dev.aver.host.enclaves.FeedRefused;
import java.io.IOException;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The enclave that answers at present, as the last answers have shown. Asked for by three threads;
 * guarded by its lock, which is not held while the network is waited for, except to get to know a
 * new enclave, which all three need before anything else.
 */
final class Present {
  private static final Logger LOG = Logger.getLogger(Present.class);

  private final EnclaveFeed feed;
  private final Ledger ledger;

  private @Nullable EnclaveCopy copy;
  private volatile Optional<EnclaveCopy> known = Optional.empty();
  private volatile boolean reachable;
  private volatile Optional<String> storage = Optional.empty();

  Present(EnclaveFeed feed, Ledger ledger) {
    this.feed = feed;
    this.ledger = ledger;
  }

  /** The copy of its log; opened or begun if it has just become known. */
  synchronized EnclaveCopy copy()
      throws IOException, InterruptedException, Rejected, StorageFailed {
    if (copy == null) {
      var keyset = feed.keyset();
      var opened = ledger.of(keyset);
      LOG.infof("following enclave %s from entry %d", opened.enclave(), opened.size());
      opened.confirmed(0); // it is told again what is on disk
      copy = opened;
      known = Optional.of(opened);
      answered(opened);
    }
    return copy;
  }

  /**
   * Something was answered, and stored if there was something to store. An answer that was under
   * way when the enclave was found gone says nothing any more: its copy is not the present one.
   */
  synchronized void answered(EnclaveCopy asked) {
    if (asked == copy) {
      reachable = true;
      storage = Optional.empty();
    }
  }

  /** Who answers is found out anew. */
  synchronized void forget() {
    copy = null;
  }

  synchronized void unreachable(Exception cause) {
    if (reachable) {
      LOG.warnf("the enclave does not answer: %s", cause);
    }
    reachable = false;
    forget();
  }

  /** A log whose write failed is opened again: what the disk has is read, not remembered. */
  synchronized void cannotStore(Optional<EnclaveCopy> taken, StorageFailed failure) {
    if (taken.isEmpty() || !taken.get().isClosed()) {
      LOG.errorf("nothing can be stored: %s", failure.getMessage());
      storage = Optional.of(String.valueOf(failure.getMessage()));
      taken.ifPresent(ledger::close);
    }
    forget();
  }

  /**
   * The enclave answered, but not what was asked for. Only a log that does not continue, of the
   * same enclave, is more than a reason to ask again later.
   */
  void refused(Optional<EnclaveCopy> taken, FeedRefused refused) throws InterruptedException {
    if (taken.isEmpty()) {
      unreachable(refused);
    } else if (refused.isAnotherLog() && isStill(taken.get())) {
      taken.get().raise(refused);
    } else {
      LOG.debugf("asked in vain: %s", refused.getMessage());
    }
  }

  /** Asks whether the followed enclave answers now; another one is met on the next turn. */
  boolean isStill(EnclaveCopy followed) throws InterruptedException {
    try {
      var answering = feed.keyset().enclave();
      return met(followed, answering);
    } catch (IOException | Rejected e) {
      unreachable(e);
      return false;
    }
  }

  private synchronized boolean met(EnclaveCopy followed, Digest answering) {
    var same = answering.equals(followed.enclave());
    if (same) {
      answered(followed);
    } else {
      forget();
    }
    return same;
  }

  RelayStatus status() {
    return new RelayStatus(
        reachable,
        known.map(EnclaveCopy::enclave),
        known.map(EnclaveCopy::size).orElse(0L),
        known.map(EnclaveCopy::logged).orElse(0L),
        known.map(EnclaveCopy::attested).orElse(0L),
        known.map(EnclaveCopy::checkpointAt).orElse(0L),
        known.flatMap(EnclaveCopy::tee),
        known.flatMap(EnclaveCopy::alarm).or(ledger::alarm),
        storage);
  }
}
