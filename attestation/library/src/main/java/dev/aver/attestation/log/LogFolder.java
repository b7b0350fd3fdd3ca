// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.log;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A published log as a static server serves it, checked to the last byte: the checkpoint is signed,
 * every entry is there, every tile holds the hashes of what is below it, and all of it gives the
 * checkpoint's root. Memory does not grow with the log.
 */
public final class LogFolder {
  /** Reads one file of the log. */
  @FunctionalInterface
  public interface Files {
    /** The file at {@code path} below the log's prefix, empty if there is none. */
    Optional<Bytes> read(String path);
  }

  /** Takes the entries of a log, in order, as they have been read and not yet been proved. */
  @FunctionalInterface
  public interface Entries {
    /** Entry {@code index}. */
    void accept(long index, Digest entry);
  }

  private static final String CHECKPOINT = "checkpoint";

  private final Files files;

  /** The log behind {@code files}. */
  public LogFolder(Files files) {
    this.files = files;
  }

  /**
   * Checks the whole log and returns its head.
   *
   * @param key the log's own, by its origin
   * @throws Rejected {@link Reason#LOG_MISSING}, {@link Reason#LOG_TILE}, {@link
   *     Reason#LOG_ENTRIES}, {@link Reason#LOG_ROOT}, and what {@link CheckpointText#of} throws
   */
  public CheckpointText check(VerifierKey key) throws Rejected {
    return check(key, (index, entry) -> {});
  }

  /** As {@link #check(VerifierKey)}, and shows every entry to {@code entries} on the way. */
  public CheckpointText check(VerifierKey key, Entries entries) throws Rejected {
    var head = head(key);
    var climb = new Climb(head.size());
    for (var at = 0L; at < head.size(); at += TilePath.FULL) {
      for (var entry : bundle(TilePath.of(TilePath.ENTRIES, at / TilePath.FULL, head.size()))) {
        entries.accept(climb.size(), entry);
        climb.append(entry);
      }
    }
    if (!climb.root().equals(head.root())) {
      throw new Rejected(Reason.LOG_ROOT, "the entries have another root");
    }
    return head;
  }

  private CheckpointText head(VerifierKey key) throws Rejected {
    var file = files.read(CHECKPOINT).orElseThrow(() -> missing(CHECKPOINT));
    if (file.size() > SignedNote.MAX_SIZE) {
      throw new Rejected(Reason.NOTE_FORMAT, "a checkpoint of " + file.size() + " bytes");
    }
    return CheckpointText.of(SignedNote.parse(utf8(file)), key);
  }

  private static String utf8(Bytes file) throws Rejected {
    try {
      // A fresh decoder reports what String would silently replace.
      return StandardCharsets.UTF_8.newDecoder().decode(file.asByteBuffer()).toString();
    } catch (CharacterCodingException e) {
      throw new Rejected(Reason.NOTE_FORMAT, "the checkpoint is not UTF-8");
    }
  }

  private List<Digest> bundle(TilePath path) throws Rejected {
    return Tiles.entries(file(path, Tiles.BUNDLED_SIZE), path.width());
  }

  /** The file of this tile, or what it needs of the full tile that has taken its place. */
  private Bytes file(TilePath path, int unit) throws Rejected {
    var exact = files.read(path.toString());
    if (exact.isPresent()) {
      return exact.get();
    }
    // Partial tiles may go once the full one is there (C2SP tlog-tiles).
    var full = path.isFull() ? Optional.<Bytes>empty() : files.read(path.full().toString());
    var needed = path.width() * unit;
    if (full.isEmpty() || full.get().size() < needed) {
      throw missing(path.toString());
    }
    return full.get().slice(0, needed);
  }

  private static Rejected missing(String path) {
    return new Rejected(Reason.LOG_MISSING, path);
  }

  /** Grows all levels of tiles with the entries and compares each tile as soon as it is whole. */
  private final class Climb {
    private final long total;
    private final CompactRange range = CompactRange.empty();
    private final List<List<Digest>> levels = new ArrayList<>();

    Climb(long total) {
      this.total = total;
    }

    long size() {
      return range.size();
    }

    void append(Digest entry) throws Rejected {
      add(0, range.append(entry));
      if (range.size() == total) {
        for (var path : TilePath.last(total)) {
          if (!path.isFull()) {
            compare(path, levels.get(path.level()));
          }
        }
      }
    }

    private void add(int level, Digest hash) throws Rejected {
      if (levels.size() == level) {
        levels.add(new ArrayList<>(TilePath.FULL));
      }
      var hashes = levels.get(level);
      hashes.add(hash);
      if (hashes.size() == TilePath.FULL) {
        var index = (range.size() - 1) >>> (TilePath.HEIGHT * (level + 1));
        compare(new TilePath(level, index, TilePath.FULL), hashes);
        var root = Tiles.root(hashes);
        hashes.clear();
        add(level + 1, root);
      }
    }

    private void compare(TilePath path, List<Digest> hashes) throws Rejected {
      if (!Tiles.hashes(file(path, Digest.SIZE), path.width()).equals(hashes)) {
        throw new Rejected(Reason.LOG_TILE, path + " does not hold the hashes of what is below");
      }
    }

    Digest root() {
      return range.root();
    }
  }
}
