// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.feed;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.log.CompactRange;
import java.util.function.LongConsumer;

/**
 * The log of this enclave, as far as the enclave needs it: the compact range over all entries, a
 * second one over those that the relay has confirmed, and the entries in between. It forgets an
 * entry only after the relay said that it is on disk, and never computes a root for others over an
 * entry that is not.
 */
public final class EntryLog {
  /** Signs the entry with this index; {@code notBefore} is the time of the entry before it. */
  public interface Signing<R> {
    /** Called under the log's lock; if it throws, nothing is appended. */
    Signed<R> sign(long sequence, long notBefore);
  }

  /**
   * What was signed, its digest for the log, and its time.
   *
   * @param issuedAt milliseconds since 1970
   */
  public record Signed<R>(R value, Digest entry, long issuedAt) {}

  /**
   * Entries in order.
   *
   * @param from index of the first one
   * @param bytes 32 bytes each
   * @param size entries in the log
   * @param durable entries confirmed
   */
  public record Page(long from, Bytes bytes, long size, long durable) {}

  /** A root over the first {@code size} entries. */
  public record Head(long size, Digest root) {}

  private final int mostUnconfirmed;
  private final LongConsumer appended;

  // All of these belong to this object's lock.
  private final CompactRange all = CompactRange.empty();
  private final CompactRange confirmed = CompactRange.empty();
  private final WaitingEntries waiting = new WaitingEntries();
  private long lastIssuedAt;

  /**
   * Starts empty.
   *
   * @param mostUnconfirmed entries that may wait for confirmation
   * @param appended told the new size after each append, outside the lock
   */
  public EntryLog(int mostUnconfirmed, LongConsumer appended) {
    this.mostUnconfirmed = mostUnconfirmed;
    this.appended = appended;
  }

  /** Takes the next index, signs and appends, all under one lock. */
  public <R> R append(Signing<R> signing) {
    Signed<R> signed;
    long size;
    synchronized (this) {
      signed = signing.sign(all.size(), lastIssuedAt);
      lastIssuedAt = signed.issuedAt();
      all.append(signed.entry());
      waiting.add(signed.entry());
      size = all.size();
    }
    appended.accept(size);
    return signed.value();
  }

  /** Whether {@code more} entries can still be kept until they are confirmed. */
  public synchronized boolean hasRoom(int more) {
    return (long) waiting.count() + more <= mostUnconfirmed;
  }

  /** Entries in the log. */
  public synchronized long size() {
    return all.size();
  }

  /** Entries that the relay has on disk. */
  public synchronized long durable() {
    return confirmed.size();
  }

  /**
   * At most {@code most} entries from {@code from} on; none if there is none yet.
   *
   * @throws IndexOutOfBoundsException if {@code from} is not in durable..size
   */
  public synchronized Page read(long from, int most) {
    var durable = confirmed.size();
    if (from < durable || from > all.size()) {
      throw new IndexOutOfBoundsException(from + " is not in " + durable + ".." + all.size());
    }
    var count = (int) Math.min(most, all.size() - from);
    return new Page(
        from, Bytes.of(waiting.copy((int) (from - durable), count)), all.size(), durable);
  }

  /**
   * The relay has the first {@code durable} entries on disk; less than before changes nothing.
   *
   * @throws IndexOutOfBoundsException if there are not that many
   */
  public synchronized void confirm(long durable) {
    if (durable > all.size()) {
      throw new IndexOutOfBoundsException(durable + " of " + all.size() + " entries");
    }
    while (confirmed.size() < durable) {
      confirmed.append(waiting.removeFirst());
    }
  }

  /** The head that may be signed: over confirmed entries only. */
  public synchronized Head confirmedHead() {
    return new Head(confirmed.size(), confirmed.root());
  }
}
