// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.log.CheckpointText;
import dev.aver.attestation.log.Consistency;
import dev.aver.attestation.log.Inclusion;
import dev.aver.attestation.log.LogFolder;
import dev.aver.attestation.log.Merkle;
import dev.aver.attestation.log.SignedCheckpoint;
import dev.aver.host.ledger.LogAlarm.CheckpointConflict;
import dev.aver.host.ledger.LogAlarm.EntryConflict;
import dev.aver.host.ledger.LogAlarm.EntryGap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnclaveLogTest {
  private static final TestEnclave ENCLAVE = TestEnclave.of(1);
  private static final Bytes EVIDENCE = Bytes.utf8("{\"type\":\"aver/evidence/v1\"}");

  @TempDir private Path temporary;

  private Path folder() {
    return temporary.resolve("ledger").resolve(ENCLAVE.keyset().enclave().hex());
  }

  private EnclaveLog open() throws IOException {
    return EnclaveLog.open(folder(), ENCLAVE.keyset());
  }

  /** A closed log of {@code size} entries with a checkpoint of all of them. */
  private void begin(int size) throws Exception {
    try (var log = open()) {
      log.append(0, TestEnclave.entries(0, size));
      log.store(ENCLAVE.checkpoint(size, 1));
    }
  }

  @Test
  void entriesAreThereAfterReopening() throws Exception {
    try (var log = open()) {
      assertEquals(0, log.durable());
      assertEquals(3, log.append(0, TestEnclave.entries(0, 3)));
      assertEquals(1000, log.append(3, TestEnclave.entries(3, 997)));
    }
    try (var log = EnclaveLog.open(folder())) {
      assertEquals(ENCLAVE.keyset(), log.keyset());
      assertEquals(1000, log.durable());
      assertEquals(TestEnclave.entries(0, 1000), log.entries(0, 1000));
      assertEquals(TestEnclave.root(1000), log.root(1000));
      assertEquals(OptionalLong.of(777), log.indexOf(TestEnclave.entry(777)));
      assertEquals(OptionalLong.empty(), log.indexOf(TestEnclave.entry(1000)));
      assertEquals(1001, log.append(1000, TestEnclave.entries(1000, 1)));
    }
  }

  @Test
  void theSameEntriesAgainAreNoNews() throws Exception {
    try (var log = open()) {
      log.append(0, TestEnclave.entries(0, 10));
      assertEquals(10, log.append(0, TestEnclave.entries(0, 10)));
      assertEquals(10, log.append(4, TestEnclave.entries(4, 2)));
      assertEquals(12, log.append(8, TestEnclave.entries(8, 4)));
      assertEquals(12, log.append(12, List.of()));
      assertEquals(TestEnclave.entries(0, 12), log.entries(0, 12));
    }
  }

  @Test
  void otherBytesForAnEntryAreAnAlarm() throws Exception {
    try (var log = open()) {
      log.append(0, TestEnclave.entries(0, 10));
      var lie = TestEnclave.entries(8, 4);
      lie.set(1, Digest.ZERO);
      var alarm = assertThrows(EntryConflict.class, () -> log.append(8, lie));
      assertTrue(alarm.getMessage().contains("entry 9 "), alarm.getMessage());
      assertEquals(10, log.durable());
      assertThrows(EntryGap.class, () -> log.append(11, TestEnclave.entries(11, 1)));
      assertThrows(EntryGap.class, () -> log.append(-1, TestEnclave.entries(0, 1)));
      assertEquals(11, log.append(10, TestEnclave.entries(10, 1)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 255, 256, 257, 600})
  void everyEntryIsProvedToEveryCheckpoint(int size) throws Exception {
    try (var log = open()) {
      log.append(0, TestEnclave.entries(0, size));
      for (var total : new int[] {1, size / 2 + 1, size}) {
        var root = TestEnclave.root(total);
        for (var index = 0; index < total; index += 37) {
          var leaf = Merkle.leafHash(TestEnclave.entry(index).bytes());
          Inclusion.verify(leaf, index, total, log.inclusion(index, total), root);
        }
        Consistency.verify(total, root, size, TestEnclave.root(size), log.consistency(total, size));
      }
      assertThrows(IllegalArgumentException.class, () -> log.inclusion(0, size + 1));
    }
  }

  @Test
  void theServedFolderIsAWholeLogAtEveryCheckpoint() throws Exception {
    try (var log = open()) {
      var tick = 1;
      for (var size : new int[] {0, 1, 255, 256, 256, 300, 511, 700, 70_000}) {
        log.append(log.durable(), TestEnclave.entries(log.durable(), size - (int) log.durable()));
        log.store(ENCLAVE.checkpoint(size, tick++));
        assertEquals(size, checkServed().size());
        assertEquals(
            log.newest().map(SignedCheckpoint::note).map(Bytes::utf8), log.file("checkpoint"));
      }
    }
  }

  private CheckpointText checkServed() throws Rejected {
    var served = folder().resolve("served");
    return new LogFolder(
            path -> {
              try {
                var file = served.resolve(path);
                return Files.exists(file)
                    ? Optional.of(Bytes.of(Files.readAllBytes(file)))
                    : Optional.empty();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .check(SignedCheckpoint.verifierKey(ENCLAVE.keyset()));
  }

  @Test
  void onlyPathsOfTheLogAreServed() throws Exception {
    begin(300);
    try (var log = open()) {
      assertTrue(log.file("tile/entries/000").isPresent());
      assertTrue(log.file("tile/entries/001.p/44").isPresent());
      for (var path :
          new String[] {
            "",
            ".",
            "..",
            "../state.json",
            "tile/../../keyset.json",
            "/etc/hostname",
            "tile",
            "tile/0",
            "tile/0/002",
            "tile/0/001.p/45",
            "checkpoint/",
            "state.json"
          }) {
        assertEquals(Optional.empty(), log.file(path), path);
      }
    }
  }

  @Test
  void checkpointsGoOnWhereTheyWere() throws Exception {
    begin(5);
    try (var log = open()) {
      assertEquals(Optional.of(ENCLAVE.checkpoint(5, 1)), log.newest());
      log.store(ENCLAVE.checkpoint(5, 1));
      log.append(5, TestEnclave.entries(5, 5));
      log.store(ENCLAVE.checkpoint(10, 7));
      log.store(ENCLAVE.checkpoint(7, 5)); // has come late
      assertEquals(Optional.of(ENCLAVE.checkpoint(10, 7)), log.newest());
    }
  }

  @Test
  void checkpointsThatContradictAreAlarms() throws Exception {
    begin(5);
    try (var log = open()) {
      log.append(5, TestEnclave.entries(5, 5));
      for (var lie :
          List.of(
              ENCLAVE.checkpoint(11, 2),
              ENCLAVE.checkpoint(7, TestEnclave.root(8), 2),
              ENCLAVE.checkpoint(4, 2),
              ENCLAVE.checkpoint(6, 1),
              ENCLAVE.checkpoint(6, 0))) {
        assertThrows(CheckpointConflict.class, () -> log.store(lie));
      }
      assertEquals(Optional.of(ENCLAVE.checkpoint(5, 1)), log.newest());
      assertEquals(5, checkServed().size());
    }
  }

  @Test
  void checkpointsOfOthersAreRejected() throws Exception {
    begin(5);
    try (var log = open()) {
      var other = TestEnclave.of(2).checkpoint(5, 9);
      assertEquals(
          Reason.NOTE_UNSIGNED, assertThrows(Rejected.class, () -> log.store(other)).reason());
      var mixed =
          new SignedCheckpoint(
              ENCLAVE.checkpoint(5, 9).note(), other.issuedAt(), other.signature());
      assertEquals(
          Reason.SIGNER_MISMATCH, assertThrows(Rejected.class, () -> log.store(mixed)).reason());
    }
  }

  @Test
  void evidenceIsKeptWithTheCheckpointThatItAttests() throws Exception {
    var issuedAt = ENCLAVE.checkpoint(5, 1).issuedAt();
    begin(5);
    try (var log = open()) {
      assertEquals(Optional.empty(), log.attested());
      assertFalse(log.attest(5, TestEnclave.root(5), issuedAt + 1, EVIDENCE));
      assertFalse(log.attest(4, TestEnclave.root(4), issuedAt, EVIDENCE));
      assertTrue(log.attest(5, TestEnclave.root(5), issuedAt, EVIDENCE));
      log.store(ENCLAVE.checkpoint(5, 2));
    }
    var expected = Optional.of(new AttestedCheckpoint(ENCLAVE.checkpoint(5, 1), EVIDENCE));
    try (var log = open()) {
      assertEquals(expected, log.attested());
      assertEquals(Optional.of(ENCLAVE.checkpoint(5, 2)), log.newest());
      assertTrue(log.attest(5, TestEnclave.root(5), issuedAt + 1, Bytes.utf8("{}")));
    }
    try (var log = open();
        var files = Files.list(folder().resolve("evidence"))) {
      assertEquals(Optional.of(Bytes.utf8("{}")), log.attested().map(AttestedCheckpoint::evidence));
      assertEquals(1, files.count());
    }
  }

  @Test
  void oneLogIsOpenOnce() throws Exception {
    try (var log = open()) {
      assertEquals(0, log.durable());
      assertThrows(IOException.class, this::open);
    }
    open().close();
  }

  @Test
  void aFolderOfAnotherEnclaveIsRefused() throws Exception {
    begin(5);
    var other = TestEnclave.of(2).keyset();
    assertThrows(DamagedLog.class, () -> EnclaveLog.open(folder(), other));
    Files.delete(folder().resolve("keyset.json"));
    assertThrows(DamagedLog.class, this::open);
  }

  @Test
  void missingConfirmedEntriesAreNotOverlooked() throws Exception {
    begin(300);
    // Cutting whole records leaves a good file of fewer entries; the checkpoint knows better.
    try (var file = new java.io.RandomAccessFile(folder().resolve("entries").toFile(), "rw")) {
      file.setLength(299L * EntryRecord.SIZE);
    }
    var damaged = assertThrows(DamagedLog.class, this::open);
    assertTrue(damaged.getMessage().contains("299"), damaged.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"state.json", "keyset.json", "evidence"})
  void alteredFilesAreRefused(String name) throws Exception {
    begin(300);
    try (var log = open()) {
      log.attest(300, TestEnclave.root(300), ENCLAVE.checkpoint(300, 1).issuedAt(), EVIDENCE);
    }
    var file = folder().resolve(name);
    if (Files.isDirectory(file)) {
      try (var files = Files.list(file)) {
        file = files.findFirst().orElseThrow();
      }
    }
    var bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertThrows(DamagedLog.class, () -> EnclaveLog.open(folder()));
  }

  @Test
  void whatFollowsFromTheEntriesIsBuiltAgain() throws Exception {
    begin(600);
    try (var files = Files.walk(folder().resolve("served"))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        if (file.toString().contains("entries")) {
          Files.write(file, new byte[100]);
        } else {
          Files.delete(file);
        }
      }
    }
    assertThrows(Rejected.class, this::checkServed);
    open().close();
    assertEquals(600, checkServed().size());
  }
}
