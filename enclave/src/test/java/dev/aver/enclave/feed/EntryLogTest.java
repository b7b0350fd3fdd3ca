// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.log.CompactRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class EntryLogTest {
  private final List<Long> sizes = Collections.synchronizedList(new ArrayList<>());
  private final EntryLog log = new EntryLog(5000, sizes::add);

  private static Digest entry(long index) {
    return Hashes.sha256(Bytes.utf8("entry " + index));
  }

  private long append() {
    return log.append(
        (sequence, notBefore) -> new EntryLog.Signed<>(sequence, entry(sequence), notBefore + 1));
  }

  private static Digest root(long size) {
    var range = CompactRange.empty();
    for (var i = 0L; i < size; i++) {
      range.append(entry(i));
    }
    return range.root();
  }

  @Test
  void sequencesAreTheIndexesInAnyCrowd() throws Exception {
    try (var callers = Executors.newFixedThreadPool(8)) {
      var calls = Collections.<Callable<Long>>nCopies(2000, this::append);
      var taken = new ArrayList<Long>();
      for (var call : callers.invokeAll(calls)) {
        taken.add(call.get());
      }
      Collections.sort(taken);
      for (var i = 0; i < taken.size(); i++) {
        assertEquals(i, taken.get(i));
      }
    }
    log.confirm(2000);
    assertEquals(root(2000), log.confirmedHead().root());
  }

  @Test
  void whatIsReadAndConfirmedIsWhatWasAppended() {
    var random = new Random(7);
    for (var round = 0; round < 200; round++) {
      for (var i = random.nextInt(40); i > 0; i--) {
        append();
      }
      var from = log.durable() + random.nextLong(log.size() - log.durable() + 1);
      var page = log.read(from, 64);
      for (var i = 0; i < page.bytes().size() / Digest.SIZE; i++) {
        assertEquals(
            entry(from + i).bytes(), page.bytes().slice(i * Digest.SIZE, (i + 1) * Digest.SIZE));
      }
      log.confirm(log.durable() + random.nextLong(log.size() - log.durable() + 1));
      assertEquals(root(log.durable()), log.confirmedHead().root());
    }
  }

  @Test
  void aRootCoversConfirmedEntriesOnly() {
    append();
    append();
    assertEquals(new EntryLog.Head(0, root(0)), log.confirmedHead());
    log.confirm(1);
    assertEquals(new EntryLog.Head(1, root(1)), log.confirmedHead());
    log.confirm(0); // said again, or late: nothing happens
    assertEquals(1, log.durable());
  }

  @Test
  void nobodyConfirmsOrReadsWhatIsNotThere() {
    append();
    assertThrows(IndexOutOfBoundsException.class, () -> log.confirm(2));
    assertThrows(IndexOutOfBoundsException.class, () -> log.read(2, 1));
    log.confirm(1);
    assertThrows(IndexOutOfBoundsException.class, () -> log.read(0, 1));
    assertEquals(Bytes.EMPTY, log.read(1, 1).bytes());
  }

  @Test
  void roomEndsWithTheUnconfirmedAndComesBack() {
    for (var i = 0; i < 4999; i++) {
      append();
    }
    assertTrue(log.hasRoom(1));
    assertFalse(log.hasRoom(2));
    log.confirm(10);
    assertTrue(log.hasRoom(11));
  }

  @Test
  void whatCannotBeSignedIsNotAppended() {
    assertThrows(
        IllegalStateException.class,
        () ->
            log.append(
                (sequence, notBefore) -> {
                  throw new IllegalStateException("ended");
                }));
    assertEquals(0, log.size());
    assertEquals(0, append());
    assertEquals(List.of(1L), sizes);
  }
}
