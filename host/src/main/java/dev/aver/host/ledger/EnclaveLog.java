// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.ledger;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.keyset.Keyset;
import dev.aver.attestation.log.SignedCheckpoint;
import dev.aver.host.ledger.LogAlarm.EntryConflict;
import dev.aver.host.ledger.LogAlarm.EntryGap;
import dev.aver.host.storage.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The durable copy of one enclave's log, in plain files. What it has confirmed survives {@code kill
 * -9} and power cuts at any moment; it stores an entry once, and only what continues what it has.
 *
 * <p>Its folder: {@code keyset.json}; {@code entries}, the truth; {@code state.json}, the
 * checkpoints; {@code evidence/<64 hex>.json}; {@code served/}, which follows from these (C2SP
 * tlog-tiles); {@code lock}.
 *
 * <p>Thread-safe. After an {@link IOException} of a write it must be opened again, because nobody
 * can know what is on disk. (formats.md, 6; architecture.md, how an output meets hardware)
 */
public final class EnclaveLog implements AutoCloseable {
  private static final String KEYSET = "keyset.json";
  private static final String ENTRIES = "entries";

  private final Keyset keyset;
  private final Digest enclave;
  private final FolderLock lock;
  private final EntryFile entries;
  private final LogMemory memory;
  private final ServedFiles served;
  private final CheckpointStore checkpoints;
  private final ReentrantLock writing = new ReentrantLock();

  /** Guarded by {@code writing}: somebody else may have opened the folder since. */
  private boolean closed;

  private EnclaveLog(Path folder, Keyset keyset, FolderLock lock, EntryFile entries)
      throws IOException {
    this.keyset = keyset;
    this.enclave = keyset.enclave();
    this.lock = lock;
    this.entries = entries;
    this.memory = new LogMemory(entries);
    entries.recover(memory::add);
    this.served = new ServedFiles(folder.resolve("served"));
    this.checkpoints = new CheckpointStore(folder, keyset, memory, served);
  }

  /**
   * Opens the log of the enclave of {@code keyset}, or begins it.
   *
   * @throws DamagedLog if what is stored does not fit together, or is another enclave's
   * @throws IOException also if it is open already
   */
  public static EnclaveLog open(Path folder, Keyset keyset) throws IOException {
    Durable.folders(folder);
    var lock = FolderLock.acquire(folder);
    try {
      begin(folder, keyset);
      return recover(folder, keyset, lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** Opens a log that has been begun, as after a restart. */
  public static EnclaveLog open(Path folder) throws IOException {
    return open(folder, readKeyset(folder));
  }

  private static void begin(Path folder, Keyset keyset) throws IOException {
    if (!Files.exists(folder.resolve(KEYSET))) {
      if (Files.exists(folder.resolve(ENTRIES))) {
        throw new DamagedLog("there are entries, but no " + KEYSET);
      }
      Durable.replace(folder.resolve(KEYSET), Bytes.utf8(JsonWriter.write(keyset.toJson())));
    }
    var stored = readKeyset(folder);
    if (!stored.equals(keyset)) {
      throw new DamagedLog("the folder is of another enclave: " + stored.enclave());
    }
  }

  private static Keyset readKeyset(Path folder) throws IOException {
    try {
      return Keyset.parse(Bytes.of(Files.readAllBytes(folder.resolve(KEYSET))));
    } catch (Rejected e) {
      throw new DamagedLog(KEYSET, e);
    }
  }

  private static EnclaveLog recover(Path folder, Keyset keyset, FolderLock lock)
      throws IOException {
    var entries = EntryFile.open(folder.resolve(ENTRIES), keyset.enclave());
    try {
      return new EnclaveLog(folder, keyset, lock, entries);
    } catch (IOException | RuntimeException e) {
      entries.close();
      throw e;
    }
  }

  /** The enclave's keys. */
  public Keyset keyset() {
    return keyset;
  }

  /** The enclave whose log this is. */
  public Digest enclave() {
    return enclave;
  }

  /** The number of entries that are on disk: what may be confirmed. */
  public long durable() {
    return memory.size();
  }

  /**
   * Appends entries {@code first}, {@code first} + 1 … and returns {@link #durable} when they are
   * on disk. Entries that are stored already are only compared.
   *
   * @throws LogAlarm if one is stored with other bytes, or entries before them are missing
   */
  public long append(long first, List<Digest> offered) throws IOException, LogAlarm {
    writing.lock();
    try {
      requireOpen();
      var stored = entries.size();
      if (first < 0 || first > stored) {
        throw new EntryGap(stored, first);
      }
      var known = (int) Math.min(offered.size(), stored - first);
      requireSame(first, offered.subList(0, known));
      var fresh = List.copyOf(offered.subList(known, offered.size()));
      if (!fresh.isEmpty()) {
        entries.append(fresh);
        memory.addAll(fresh);
      }
      return entries.size();
    } finally {
      writing.unlock();
    }
  }

  private void requireSame(long first, List<Digest> offered) throws IOException, LogAlarm {
    var stored = entries.read(first, offered.size());
    for (var i = 0; i < stored.size(); i++) {
      if (!stored.get(i).equals(offered.get(i))) {
        throw new EntryConflict(first + i, stored.get(i), offered.get(i));
      }
    }
  }

  /** Entries {@code from} to {@code from + count − 1}, all below {@link #durable}. */
  public List<Digest> entries(long from, int count) throws IOException {
    return entries.read(from, count);
  }

  /** The index of the entry with these bytes. */
  public OptionalLong indexOf(Digest entry) throws IOException {
    return memory.find(entry);
  }

  /** The root of the first {@code size} entries. */
  public Digest root(long size) throws IOException {
    return memory.root(size);
  }

  /** The path of entry {@code index} in the tree of {@code size} entries. */
  public List<Digest> inclusion(long index, long size) throws IOException {
    return memory.inclusion(index, size);
  }

  /** The path from the tree of {@code first} entries to that of {@code second}. */
  public List<Digest> consistency(long first, long second) throws IOException {
    return memory.consistency(first, second);
  }

  /**
   * Stores a checkpoint of the enclave, builds its tiles and publishes it. One that is stored
   * already, or has come late, changes nothing.
   *
   * @throws Rejected if the enclave has not signed it
   * @throws LogAlarm if the enclave has signed it, but it contradicts the entries or the others
   */
  public void store(SignedCheckpoint checkpoint) throws IOException, Rejected, LogAlarm {
    writing.lock();
    try {
      requireOpen();
      checkpoints.store(checkpoint);
    } finally {
      writing.unlock();
    }
  }

  /**
   * Stores the evidence whose report attests the checkpoint with this head and time. Whether it
   * does is the caller's to check.
   *
   * @return false if that is none of the recent checkpoints: then nothing has changed
   */
  public boolean attest(long size, Digest root, long issuedAt, Bytes evidence)
      throws IOException, Rejected {
    writing.lock();
    try {
      requireOpen();
      return checkpoints.attest(size, root, issuedAt, evidence);
    } finally {
      writing.unlock();
    }
  }

  /** The newest checkpoint. */
  public Optional<SignedCheckpoint> newest() {
    return checkpoints.state().newest();
  }

  /** The newest checkpoint that a report attests, with the evidence. */
  public Optional<AttestedCheckpoint> attested() {
    return checkpoints.attested();
  }

  /** A file of the log as the world sees it: {@code checkpoint}, {@code tile/…}. */
  public Optional<Bytes> file(String path) throws IOException {
    return served.read(path);
  }

  private void requireOpen() throws IOException {
    if (closed) {
      throw new IOException("this log has been closed");
    }
  }

  @Override
  public void close() throws IOException {
    writing.lock();
    try {
      closed = true;
      entries.close();
    } finally {
      lock.close(); // last: only then may somebody else open the folder
      writing.unlock();
    }
  }
}
