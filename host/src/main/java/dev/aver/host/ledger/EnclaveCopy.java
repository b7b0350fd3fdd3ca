// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.ledger;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.facts.Fact;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.log.CheckpointText;
import dev.aver.attestation.log.SignedCheckpoint;
import dev.aver.attestation.log.SignedNote;
import dev.aver.host.storage.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What the relay holds of one enclave: its log, the evidence that attests its newest attested
 * checkpoint, and evidence that only names its keys, for entries behind that checkpoint. All of it
 * has been held against the keyset and the relay's own tree before it is stored.
 */
final class EnclaveCopy implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(EnclaveCopy.class);
  private static final String KEYS = "keys.json";
  private static final int MAX_EVIDENCE = 1 << 20;

  private final Path folder;
  private final EnclaveLog log;
  private volatile Optional<StoredEvidence> keys;
  private volatile Optional<Attested> attested;
  private volatile Optional<String> alarm = Optional.empty();
  private volatile boolean closed;

  /** How many entries the enclave knows to be stored; only the thread that reads entries asks. */
  private volatile long confirmed;

  /** Evidence whose checkpoint is not stored, maybe not yet; guarded by this. */
  private @Nullable StoredEvidence early;

  /** A checkpoint and the evidence whose report attests it: they change together. */
  private record Attested(SignedCheckpoint checkpoint, StoredEvidence evidence) {}

  private EnclaveCopy(Path folder, EnclaveLog log) throws IOException {
    this.folder = folder;
    this.log = log;
    this.keys = read(folder.resolve(KEYS));
    var stored = log.attested();
    var evidence = parse(stored.map(AttestedCheckpoint::evidence));
    this.attested = stored.flatMap(a -> evidence.map(e -> new Attested(a.checkpoint(), e)));
  }

  /** Takes over an open log that lives in {@code folder}. */
  static EnclaveCopy of(Path folder, EnclaveLog log) throws IOException {
    try {
      return new EnclaveCopy(folder, log);
    } catch (IOException | RuntimeException e) {
      log.close();
      throw e;
    }
  }

  private Optional<StoredEvidence> read(Path file) throws IOException {
    return Files.exists(file)
        ? parse(Optional.of(Bytes.of(Files.readAllBytes(file))))
        : Optional.empty();
  }

  private Optional<StoredEvidence> parse(Optional<Bytes> stored) throws IOException {
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    try {
      var json = JsonReader.document(stored.get(), MAX_EVIDENCE);
      return Optional.of(StoredEvidence.parse(json, log.enclave()));
    } catch (Rejected e) {
      throw new DamagedLog("stored evidence", e);
    }
  }

  Digest enclave() {
    return log.enclave();
  }

  /** Entries on disk. */
  long size() {
    return log.durable();
  }

  boolean toConfirm() {
    return confirmed < size();
  }

  void confirmed(long size) {
    confirmed = size;
  }

  void append(long first, List<Digest> entries) throws StorageFailed, LogAlarm {
    try {
      log.append(first, entries);
    } catch (IOException e) {
      throw new StorageFailed(e);
    }
  }

  void accept(SignedCheckpoint checkpoint) throws StorageFailed, LogAlarm, Rejected {
    try {
      log.store(checkpoint);
      placeEarly();
    } catch (IOException e) {
      throw new StorageFailed(e);
    }
  }

  void acceptKeys(Json document) throws StorageFailed, Rejected {
    var naming = StoredEvidence.parse(document, enclave()).namingKeysOnly();
    if (naming.isPresent()) {
      try {
        Durable.replace(folder.resolve(KEYS), text(naming.get()));
        keys = naming;
      } catch (IOException e) {
        throw new StorageFailed(e);
      }
    }
  }

  /**
   * Stores evidence that attests one of the stored checkpoints, now or as soon as that one is
   * stored: the two arrive on different threads.
   *
   * @throws LogAlarm if it attests a head that the entries do not give
   */
  void acceptEvidence(Json document) throws StorageFailed, LogAlarm, Rejected {
    var offered = StoredEvidence.parse(document, enclave());
    try {
      requireOurs(offered);
      synchronized (this) {
        early = offered;
        placeEarly();
      }
    } catch (IOException e) {
      throw new StorageFailed(e);
    }
  }

  private void requireOurs(StoredEvidence offered) throws IOException, LogAlarm {
    var head = offered.checkpoint();
    if (head.isPresent()
        && (head.get().size() > size() || !log.root(head.get().size()).equals(head.get().root()))) {
      throw new LogAlarm.CheckpointConflict(
          "a report attests another head of " + head.get().size() + " entries");
    }
  }

  private synchronized void placeEarly() throws IOException, Rejected {
    if (early == null || early.checkpoint().isEmpty()) {
      return;
    }
    var head = early.checkpoint().get();
    if (log.attest(head.size(), head.root(), head.issuedAt(), text(early))) {
      var placed = early;
      early = null;
      attested =
          log.attested()
              .map(AttestedCheckpoint::checkpoint)
              .filter(checkpoint -> checkpoint.issuedAt() == head.issuedAt())
              .map(checkpoint -> new Attested(checkpoint, placed))
              .or(() -> attested); // it has come late
    }
  }

  private static Bytes text(StoredEvidence evidence) {
    return Bytes.utf8(JsonWriter.write(evidence.document()));
  }

  /** When the newest checkpoint was issued, in milliseconds; 0 if there is none. */
  long checkpointAt() {
    return log.newest().map(SignedCheckpoint::issuedAt).orElse(0L);
  }

  /** When the newest checkpoint that evidence has arrived for was issued; 0 if there is none. */
  synchronized long attestedAt() {
    var newest = early == null ? attested.map(Attested::evidence) : Optional.of(early);
    return newest.flatMap(StoredEvidence::checkpoint).map(Fact.Checkpoint::issuedAt).orElse(0L);
  }

  /** Entries under the newest checkpoint. */
  long logged() {
    return log.newest().map(EnclaveCopy::sizeOf).orElse(0L);
  }

  /** Entries under the newest attested checkpoint. */
  long attested() {
    return attested.map(a -> sizeOf(a.checkpoint())).orElse(0L);
  }

  private static long sizeOf(SignedCheckpoint verified) {
    try {
      return CheckpointText.parse(SignedNote.parse(verified.note()).text()).size();
    } catch (Rejected e) {
      throw new IllegalStateException("a checkpoint was verified before it was stored", e);
    }
  }

  /** What the newest evidence says it runs on. */
  Optional<String> tee() {
    return attested
        .map(Attested::evidence)
        .or(() -> keys)
        .map(e -> e.document().get("tee"))
        .map(tee -> tee instanceof Json.Str(String kind) ? kind : "unknown");
  }

  Optional<StoredEvidence> keys() {
    return keys;
  }

  Optional<String> alarm() {
    return alarm;
  }

  /** From now on nothing more of this enclave is stored until a person has looked. */
  void raise(Exception cause) {
    if (alarm.isEmpty() && !closed) {
      LOG.errorf("ALARM, the log of enclave %s is no longer followed: %s", enclave(), cause);
      alarm = Optional.of(String.valueOf(cause.getMessage()));
    }
  }

  /** The proof of this entry at the highest level so far; empty if no checkpoint covers it. */
  Optional<ProofDocument> proof(Digest entry) throws IOException {
    var index = log.indexOf(entry);
    if (index.isEmpty()) {
      return Optional.empty();
    }
    var best = attested;
    if (best.isPresent()) {
      var proof = proof(index.getAsLong(), best.get().checkpoint(), best.get().evidence());
      if (proof.isPresent()) {
        return proof;
      }
    }
    var newest = log.newest();
    return newest.isPresent() && keys.isPresent()
        ? proof(index.getAsLong(), newest.get(), keys.get())
        : Optional.empty();
  }

  private Optional<ProofDocument> proof(
      long index, SignedCheckpoint checkpoint, StoredEvidence naming) throws IOException {
    var size = sizeOf(checkpoint);
    return index < size
        ? Optional.of(ProofDocument.of(naming, checkpoint, log.inclusion(index, size)))
        : Optional.empty();
  }

  /** A file of the log as the world sees it. */
  Optional<Bytes> file(String path) throws IOException {
    return log.file(path);
  }

  /** Whether this one has ended, since its log had to be opened again. */
  boolean isClosed() {
    return closed;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    log.close();
  }
}
