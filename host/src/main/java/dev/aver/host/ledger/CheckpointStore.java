// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.ledger;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.keyset.Keyset;
import dev.aver.attestation.log.CheckpointText;
import dev.aver.attestation.log.SignedCheckpoint;
import dev.aver.host.ledger.LogAlarm.CheckpointConflict;
import dev.aver.host.storage.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The checkpoints of a log and the evidence that attests one of them, each replaced as a whole.
 * Nothing is kept that the entries do not give. One thread writes; any number read.
 */
final class CheckpointStore {
  private static final String STATE = "state.json";
  private static final String EVIDENCE = "evidence";

  private final Path folder;
  private final Keyset keyset;
  private final LogMemory memory;
  private final ServedFiles served;
  private volatile LogState state;
  private volatile Optional<AttestedCheckpoint> attested;

  /**
   * Reads what is stored and holds it against the entries.
   *
   * @throws DamagedLog if they do not fit together
   */
  CheckpointStore(Path folder, Keyset keyset, LogMemory memory, ServedFiles served)
      throws IOException {
    this.folder = folder;
    this.keyset = keyset;
    this.memory = memory;
    this.served = served;
    this.state = readState();
    this.attested = readAttested();
    var newest = state.newest();
    if (newest.isPresent()) {
      served.grow(0, stored(newest.get()).size(), memory::tile);
      served.publish(newest.get().note());
    }
  }

  private LogState readState() throws IOException {
    var file = folder.resolve(STATE);
    if (!Files.exists(file)) {
      return LogState.EMPTY;
    }
    try {
      return LogState.parse(Bytes.of(Files.readAllBytes(file)));
    } catch (Rejected e) {
      throw new DamagedLog(STATE, e);
    }
  }

  private Optional<AttestedCheckpoint> readAttested() throws IOException {
    if (state.attested().isEmpty()) {
      return Optional.empty();
    }
    var attested = state.attested().get();
    stored(attested.checkpoint());
    var file = evidenceFile(attested.evidence());
    if (!Files.exists(file)) {
      throw new DamagedLog("the evidence is missing: " + attested.evidence());
    }
    var document = Bytes.of(Files.readAllBytes(file));
    if (!Hashes.sha256(document).equals(attested.evidence())) {
      throw new DamagedLog("the evidence has been altered: " + attested.evidence());
    }
    return Optional.of(new AttestedCheckpoint(attested.checkpoint(), document));
  }

  /** The head of a stored checkpoint, which the entries must still give. */
  private CheckpointText stored(SignedCheckpoint checkpoint) throws IOException {
    try {
      var head = checkpoint.verify(keyset);
      if (head.size() > memory.size()) {
        throw new DamagedLog(
            "there are " + memory.size() + " entries, the enclave signed " + head.size());
      }
      if (!memory.root(head.size()).equals(head.root())) {
        throw new DamagedLog("the entries do not give the root of " + head.size());
      }
      return head;
    } catch (Rejected e) {
      throw new DamagedLog("a stored checkpoint", e);
    }
  }

  LogState state() {
    return state;
  }

  /** The newest checkpoint that a report attests. */
  Optional<AttestedCheckpoint> attested() {
    return attested;
  }

  /** Stores the next checkpoint and publishes it; one that has come late is checked only. */
  void store(SignedCheckpoint checkpoint) throws IOException, Rejected, LogAlarm {
    var head = checkpoint.verify(keyset);
    requireOurs(head);
    var newest = state.newest();
    if (newest.equals(Optional.of(checkpoint))) {
      return;
    }
    var before = newest.isPresent() ? newest.get().verifyNote(keyset).size() : 0;
    if (newest.isPresent() && checkpoint.issuedAt() <= newest.get().issuedAt()) {
      requireEarlier(checkpoint, head, newest.get(), before);
      return;
    }
    if (head.size() < before) {
      throw new CheckpointConflict("of " + head.size() + " entries after one of " + before);
    }
    var next = state.with(checkpoint);
    served.grow(before, head.size(), memory::tile);
    write(next);
    served.publish(checkpoint.note());
    state = next; // last: whoever sees it finds it on disk and published
  }

  private void requireOurs(CheckpointText head) throws IOException, LogAlarm {
    if (head.size() > memory.size()) {
      throw new CheckpointConflict(
          "over " + head.size() + " entries, of which " + memory.size() + " were confirmed");
    }
    if (!memory.root(head.size()).equals(head.root())) {
      throw new CheckpointConflict("of " + head.size() + " entries, over others than it fed");
    }
  }

  private static void requireEarlier(
      SignedCheckpoint checkpoint, CheckpointText head, SignedCheckpoint newest, long newestSize)
      throws LogAlarm {
    if (checkpoint.issuedAt() == newest.issuedAt() || head.size() > newestSize) {
      throw new CheckpointConflict("two that cannot both be of " + checkpoint.issuedAt());
    }
  }

  /**
   * Remembers that the report of {@code document} attests the checkpoint with this head and time.
   *
   * @return false if there is no such checkpoint among the recent ones
   */
  boolean attest(long size, Digest root, long issuedAt, Bytes document)
      throws IOException, Rejected {
    for (var checkpoint : state.recent()) {
      if (checkpoint.issuedAt() == issuedAt) {
        var head = checkpoint.verifyNote(keyset);
        if (head.size() == size && head.root().equals(root)) {
          attest(checkpoint, document);
          return true;
        }
      }
    }
    return false;
  }

  private void attest(SignedCheckpoint checkpoint, Bytes document) throws IOException {
    var before = state.attested();
    if (before.isPresent() && before.get().checkpoint().issuedAt() > checkpoint.issuedAt()) {
      return; // evidence that has come late
    }
    var evidence = Hashes.sha256(document);
    var next = state.with(new LogState.Attested(checkpoint, evidence));
    Durable.folders(folder.resolve(EVIDENCE));
    Durable.replace(evidenceFile(evidence), document);
    write(next);
    state = next;
    attested = Optional.of(new AttestedCheckpoint(checkpoint, document));
    if (before.isPresent() && !before.get().evidence().equals(evidence)) {
      Files.deleteIfExists(evidenceFile(before.get().evidence()));
    }
  }

  private Path evidenceFile(Digest evidence) {
    return folder.resolve(EVIDENCE).resolve(evidence.hex() + ".json");
  }

  private void write(LogState next) throws IOException {
    Durable.replace(folder.resolve(STATE), next.toBytes());
  }
}
