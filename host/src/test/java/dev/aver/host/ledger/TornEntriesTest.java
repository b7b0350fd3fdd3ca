// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bytes.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of the entry file as crashes and failing disks leave them. */
class TornEntriesTest {
  private static final Digest ENCLAVE = TestEnclave.of(1).keyset().enclave();
  private static final int CONFIRMED = 40;
  private static final int LAST = 30;

  @TempDir private Path temporary;
  private byte[] image = new byte[0];

  /** Three batches: 25 and 15 confirmed, 30 under way when the power goes. */
  @BeforeEach
  void write() throws IOException {
    try (var file = recovered(new ArrayList<>())) {
      file.append(TestEnclave.entries(0, 25));
      file.append(TestEnclave.entries(25, 15));
      file.append(TestEnclave.entries(CONFIRMED, LAST));
    }
    image = Files.readAllBytes(path());
  }

  @Test
  void aFileCutInTheLastBatchKeepsWhatIsWhole() throws IOException {
    for (var length = end(CONFIRMED); length <= end(CONFIRMED + LAST); length += 7) {
      Files.write(path(), Arrays.copyOf(image, length));
      assertKept(length / EntryRecord.SIZE);
    }
  }

  @Test
  void anyPatternOfLostBlocksInTheLastBatchIsCut() throws IOException {
    var random = new Random(512);
    for (var round = 0; round < 200; round++) {
      var torn = image.clone();
      var lost = CONFIRMED + LAST;
      for (var at = end(CONFIRMED) / 64 * 64; at < end(CONFIRMED + LAST); at += 64) {
        if (random.nextBoolean()) {
          var from = Math.max(at, end(CONFIRMED));
          Arrays.fill(torn, from, at + 64, (byte) 0);
          lost = Math.min(lost, from / EntryRecord.SIZE);
        }
      }
      Files.write(path(), torn);
      assertKept(lost);
    }
  }

  @Test
  void remainsOfACutBatchNeverComeBack() throws IOException {
    var torn = image.clone();
    Arrays.fill(torn, end(CONFIRMED), end(CONFIRMED + 1), (byte) 0);
    Files.write(path(), torn);
    try (var file = recovered(new ArrayList<>())) {
      assertEquals(CONFIRMED, file.size());
      file.append(List.of(Digest.ZERO));
    }
    var entries = new ArrayList<Digest>();
    recovered(entries).close();
    assertEquals(CONFIRMED + 1, entries.size());
    assertEquals(Digest.ZERO, entries.getLast());
  }

  @Test
  void damageBeforeTheLastBatchIsRefused() throws IOException {
    for (var at = 0; at < end(CONFIRMED); at += 11) {
      var damaged = image.clone();
      damaged[at] ^= 0x10;
      Files.write(path(), damaged);
      var thrown = assertThrows(DamagedLog.class, () -> recovered(new ArrayList<>()));
      var entry = "entry " + at / EntryRecord.SIZE + " ";
      assertTrue(thrown.getMessage().startsWith(entry), thrown.getMessage());
    }
  }

  @Test
  void remainsFarBehindAreRefused() throws IOException {
    var far = Arrays.copyOf(image, end(CONFIRMED + LAST + EntryRecord.MAX_BATCH + 1));
    far[far.length - 1] = 1;
    Files.write(path(), far);
    assertThrows(DamagedLog.class, () -> recovered(new ArrayList<>()));
  }

  @Test
  void anotherEnclavesEntriesAreNoEntries() throws IOException {
    try (var file = EntryFile.open(path(), TestEnclave.of(2).keyset().enclave())) {
      // Not one record counts: it looks like one torn batch, of which nothing is whole.
      file.recover(entry -> {});
      assertEquals(0, file.size());
    }
  }

  @Test
  void whatIsAlteredUnderAnOpenLogIsNotHandedOut() throws IOException {
    try (var file = recovered(new ArrayList<>())) {
      var damaged = image.clone();
      damaged[5] ^= 1;
      Files.write(path(), damaged);
      assertThrows(DamagedLog.class, () -> file.read(0, 1));
      assertEquals(TestEnclave.entries(1, 5), file.read(1, 5));
    }
  }

  @Test
  void batchesLargerThanTheLargestAreWrittenAsSeveral() throws IOException {
    var many = TestEnclave.entries(CONFIRMED + LAST, EntryRecord.MAX_BATCH + 10);
    try (var file = recovered(new ArrayList<>())) {
      file.append(many);
    }
    var entries = new ArrayList<Digest>();
    recovered(entries).close();
    assertEquals(many, entries.subList(CONFIRMED + LAST, entries.size()));
  }

  private void assertKept(int count) throws IOException {
    var entries = new ArrayList<Digest>();
    try (var file = recovered(entries)) {
      assertTrue(count >= CONFIRMED);
      assertEquals(TestEnclave.entries(0, count), entries);
      file.append(List.of(TestEnclave.entry(count)));
    }
    entries.clear();
    recovered(entries).close();
    assertEquals(TestEnclave.entries(0, count + 1), entries);
  }

  private EntryFile recovered(List<Digest> entries) throws IOException {
    var file = EntryFile.open(path(), ENCLAVE);
    try {
      file.recover(entries::add);
      return file;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  private Path path() {
    return temporary.resolve("entries");
  }

  private static int end(int entries) {
    return entries * EntryRecord.SIZE;
  }
}
