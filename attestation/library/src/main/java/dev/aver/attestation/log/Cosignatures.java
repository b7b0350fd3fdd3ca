// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.log;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Witnesses' signatures under a note: "this is the log's head that I have seen, consistent with all
 * before, at this time" (C2SP tlog-cosignature, cosignature/v1, type 0x04).
 */
public final class Cosignatures {
  /** A cosignature older than this before the receipt does not count: it cannot have seen it. */
  public static final long MAX_AGE_MILLIS = 300_000;

  private static final int TIME_SIZE = 8;

  private Cosignatures() {}

  /** What a witness signs: {@code cosignature/v1}, {@code time <seconds>} and the note's text. */
  public static Bytes message(String text, long seconds) {
    return Bytes.utf8("cosignature/v1\ntime " + seconds + "\n" + text);
  }

  /** The signature line of {@code witness} under {@code text}, seen at {@code seconds}. */
  public static SignedNote.Line sign(String text, long seconds, String witness, Ed25519Key key) {
    var time = Bytes.of(ByteBuffer.allocate(TIME_SIZE).putLong(seconds).array());
    return new SignedNote.Line(
        witness,
        VerifierKey.cosignature(witness, key.publicKey()).keyId(),
        time.plus(key.sign(message(text, seconds))));
  }

  /**
   * Accepts only if {@code quorum} different ones of the {@code witnesses} have cosigned {@code
   * note} not more than 300 s before the receipt. Two names with one key, or two keys with one
   * name, are one witness. Whether the log itself signed the note is another check's.
   *
   * @param issuedAt the receipt's, in milliseconds since 1970
   * @return the witnesses that count, by name, with the second at which each signed
   * @throws Rejected {@link Reason#COSIGNATURE} if a known witness's line is wrong, {@link
   *     Reason#RECEIPT_AFTER_WITNESS} if only old ones are too many, {@link Reason#WITNESS_QUORUM}
   */
  public static SortedMap<String, Long> verify(
      SignedNote note, List<VerifierKey> witnesses, int quorum, long issuedAt) throws Rejected {
    var fresh = new TreeMap<String, Long>();
    var freshKeys = new HashSet<Digest>();
    var allNames = new HashSet<String>();
    var allKeys = new HashSet<Digest>();
    for (var witness : witnesses) {
      for (var seconds : times(note, witness)) {
        allNames.add(witness.name());
        allKeys.add(witness.publicKey());
        if (!isOld(seconds, issuedAt)) {
          fresh.merge(witness.name(), seconds, Math::min);
          freshKeys.add(witness.publicKey());
        }
      }
    }
    if (quorum < 1 || Math.min(allNames.size(), allKeys.size()) < quorum) {
      throw new Rejected(Reason.WITNESS_QUORUM, allNames.size() + " of " + quorum + " witnesses");
    }
    if (Math.min(fresh.size(), freshKeys.size()) < quorum) {
      throw new Rejected(
          Reason.RECEIPT_AFTER_WITNESS, fresh.size() + " of " + quorum + " are recent enough");
    }
    return Collections.unmodifiableSortedMap(fresh);
  }

  private static boolean isOld(long seconds, long issuedAt) {
    // Seconds may be anything that was signed: compare without multiplying.
    return seconds < Math.ceilDiv(issuedAt - MAX_AGE_MILLIS, 1000L);
  }

  /** The times of all lines of one witness; empty if there is none. */
  private static Set<Long> times(SignedNote note, VerifierKey witness) throws Rejected {
    var times = new HashSet<Long>();
    if (witness.type() == VerifierKey.Type.COSIGNATURE) {
      for (var line : note.lines()) {
        if (line.isBy(witness)) {
          times.add(time(note.text(), line, witness));
        }
      }
    }
    return times;
  }

  private static long time(String text, SignedNote.Line line, VerifierKey witness) throws Rejected {
    var payload = line.signature();
    if (payload.size() != TIME_SIZE + Ed25519Signature.SIZE) {
      throw new Rejected(Reason.COSIGNATURE, "not a time and a signature: " + witness.name());
    }
    var seconds = payload.asByteBuffer().getLong();
    var signature = payload.slice(TIME_SIZE, payload.size());
    if (seconds < 0
        || !Ed25519Signature.verifies(witness.publicKey(), message(text, seconds), signature)) {
      throw new Rejected(Reason.COSIGNATURE, "wrong signature of " + witness.name());
    }
    return seconds;
  }
}
