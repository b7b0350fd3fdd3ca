// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.endorsements;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.host.endorsements.Unavailable.Why;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.jboss.logging.Logger;

/**
 * Documents at hand: in memory, else on disk, else fetched - by one fetch, however many ask. What
 * does not pass its check is neither kept nor handed out; what ends soon is fetched again, on use
 * and by {@link Refresh}, while the old one still serves. Safe for many threads.
 */
final class Shelf {
  private static final Logger LOG = Logger.getLogger(Shelf.class);

  /** A document that lives shortly is fetched again in the last quarter of its life. */
  private static final int LAST_PART = 4;

  private static final long AGAIN_MILLIS = 60_000;

  private final DiskCache disk;
  private final boolean offline;
  private final Duration refreshBefore;
  private final Time time;
  private final Map<String, Held> held = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Held>> underWay = new ConcurrentHashMap<>();

  private record Held(Document wanted, Bytes document, long holdsUntil, long refreshFrom) {}

  /**
   * Keeps documents on {@code disk}.
   *
   * @param offline nothing is fetched
   */
  Shelf(DiskCache disk, boolean offline, Duration refreshBefore, Time time) {
    this.disk = disk;
    this.offline = offline;
    this.refreshBefore = refreshBefore;
    this.time = time;
  }

  /** The document, which passed its check and holds now. Blocks while it is fetched. */
  Bytes get(Document wanted) throws Unavailable, InterruptedException {
    var now = time.millis();
    var found = Optional.ofNullable(held.get(wanted.key())).or(() -> onDisk(wanted, now));
    if (found.filter(this::holds).isPresent()) {
      if (found.get().refreshFrom <= now && !offline) {
        var _ = fetch(wanted, found); // nobody waits for it
      }
      return found.get().document;
    }
    if (offline) {
      throw new Unavailable(Why.OFFLINE, wanted.key() + " is not in the cache, or has ended");
    }
    return await(fetch(wanted, found)).document;
  }

  private boolean holds(Held document) {
    return document.holdsUntil > time.millis();
  }

  /**
   * Fetches again all that ends soon, and waits until that was done or has failed. For whoever
   * keeps the time: documents then do not end because nobody happened to ask for them in their last
   * days.
   */
  void refresh() throws InterruptedException {
    if (offline) {
      return;
    }
    var now = time.millis();
    var due = held.values().stream().filter(old -> old.refreshFrom <= now).toList();
    for (var fresh : due.stream().map(old -> fetch(old.wanted, Optional.of(old))).toList()) {
      try {
        await(fresh);
      } catch (Unavailable e) {
        LOG.debugf("the old one serves on: %s", e.getMessage());
      }
    }
  }

  private Optional<Held> onDisk(Document wanted, long now) {
    var read = disk.read(wanted.key());
    if (read.isEmpty()) {
      return Optional.empty();
    }
    try {
      var entry = read.get();
      var until = wanted.check().holdsUntil(entry.document(), now);
      var taken = new Held(wanted, entry.document(), until, refreshFrom(entry.fetchedAt(), until));
      held.put(wanted.key(), taken);
      return Optional.of(taken);
    } catch (Rejected e) {
      LOG.infof("%s in the cache serves no longer: %s", wanted.key(), e.getMessage());
      return Optional.empty();
    }
  }

  private long refreshFrom(long fetchedAt, long until) {
    var before = Math.min(refreshBefore.toMillis(), (until - fetchedAt) / LAST_PART);
    return until - before;
  }

  /** A document other than {@code found}: from the fetch under way, or a new one. */
  private CompletableFuture<Held> fetch(Document wanted, Optional<Held> found) {
    var fresh = new CompletableFuture<Held>();
    var other = underWay.putIfAbsent(wanted.key(), fresh);
    if (other != null) {
      return other;
    }
    var meanwhile = Optional.ofNullable(held.get(wanted.key())); // one fetch may just have ended
    if (!meanwhile.equals(found) && meanwhile.filter(this::holds).isPresent()) {
      underWay.remove(wanted.key());
      fresh.complete(meanwhile.get());
      return fresh;
    }
    Thread.ofVirtual().name("endorsement").start(() -> fetch(wanted, fresh));
    return fresh;
  }

  private void fetch(Document wanted, CompletableFuture<Held> fresh) {
    Runnable answer;
    try {
      var taken = fetched(wanted);
      answer = () -> fresh.complete(taken);
    } catch (Unavailable e) {
      LOG.infof("not fetched: %s", e.getMessage());
      postpone(wanted.key());
      answer = () -> fresh.completeExceptionally(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      var interrupted = new Unavailable(Why.UNREACHABLE, "interrupted");
      answer = () -> fresh.completeExceptionally(interrupted);
    } catch (RuntimeException e) {
      answer = () -> fresh.completeExceptionally(e);
    }
    underWay.remove(wanted.key()); // before anybody learns of it: who asks then asks anew
    answer.run();
  }

  private Held fetched(Document wanted) throws Unavailable, InterruptedException {
    var document = wanted.source().fetch();
    var now = time.millis();
    try {
      var until = wanted.check().holdsUntil(document, now);
      disk.write(wanted.key(), new DiskCache.Entry(document, now));
      var taken = new Held(wanted, document, until, refreshFrom(now, until));
      held.put(wanted.key(), taken);
      LOG.infof("fetched %s", wanted.key());
      return taken;
    } catch (Rejected e) {
      throw new Unavailable(Why.NOT_VERIFIED, wanted.key() + ": " + e.getMessage());
    } catch (IOException e) {
      throw new Unavailable(Why.STORAGE, e.toString());
    }
  }

  /** The old one serves on, and is not tried to be replaced again at once. */
  private void postpone(String key) {
    var again = time.millis() + AGAIN_MILLIS;
    held.computeIfPresent(
        key, (k, old) -> new Held(old.wanted, old.document, old.holdsUntil, again));
  }

  private static Held await(CompletableFuture<Held> fresh)
      throws Unavailable, InterruptedException {
    try {
      return fresh.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Unavailable unavailable) {
        throw new Unavailable(unavailable);
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
