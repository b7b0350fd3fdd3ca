// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.vtpm;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A TPM 2.0 quote over SHA-256 registers (TPMS_ATTEST, big-endian). Nothing of it has been
 * verified.
 *
 * @param message the bytes that were signed
 * @param qualifyingData what the asker gave, at most 64 bytes: here travels the freshness
 * @param selected numbers of the quoted registers, ascending
 * @param pcrDigest SHA-256 of their values one after the other
 */
public record TpmQuote(
    Bytes message, Bytes qualifyingData, List<Integer> selected, Digest pcrDigest) {
  private static final Bytes MAGIC_AND_TYPE =
      Bytes.of((byte) 0xff, (byte) 'T', (byte) 'C', (byte) 'G', (byte) 0x80, (byte) 0x18);
  private static final int MAX_SIZE = 4096;
  private static final int CLOCK_AND_FIRMWARE = 25;
  private static final int SHA256 = 0x000b;
  private static final int MAX_DATA = 68;
  private static final int MAX_BITMAP = 4;

  /** Copies the list. */
  public TpmQuote {
    selected = List.copyOf(selected);
  }

  /**
   * Parses a message, which must be a quote and end with its digest.
   *
   * @throws Rejected {@link Reason#TPM_QUOTE_FORMAT}
   */
  public static TpmQuote parse(Bytes message) throws Rejected {
    if (message.size() > MAX_SIZE) {
      throw bad(message.size() + " bytes, at most " + MAX_SIZE);
    }
    var reader = new BigEndian(message, Reason.TPM_QUOTE_FORMAT);
    if (!reader.take(MAGIC_AND_TYPE.size()).equals(MAGIC_AND_TYPE)) {
      throw bad("no quote made by a TPM");
    }
    reader.sized(MAX_DATA); // name of the signing key
    var qualifyingData = reader.sized(MAX_DATA);
    reader.take(CLOCK_AND_FIRMWARE);
    var selected = selection(reader);
    var digest = reader.sized(Digest.SIZE);
    if (digest.size() != Digest.SIZE || reader.remaining() != 0) {
      throw bad("does not end with a SHA-256 digest");
    }
    return new TpmQuote(message, qualifyingData, selected, new Digest(digest));
  }

  /**
   * The digest that these values give.
   *
   * @param pcrs all registers by number, or just the selected ones in order
   * @throws Rejected {@link Reason#TPM_QUOTE_FORMAT} if a selected one is missing
   */
  public Digest digestOf(List<Bytes> pcrs) throws Rejected {
    return Hashes.sha256(registers(pcrs).values().toArray(Bytes[]::new));
  }

  /**
   * The values of the quoted registers by number; only these has the quote vouched for.
   *
   * @param pcrs as for {@link #digestOf}
   * @throws Rejected {@link Reason#TPM_QUOTE_FORMAT} if a selected one is missing
   */
  public SortedMap<Integer, Bytes> registers(List<Bytes> pcrs) throws Rejected {
    var values = new TreeMap<Integer, Bytes>();
    for (var i = 0; i < selected.size(); i++) {
      var number = selected.get(i);
      var place = pcrs.size() == selected.size() ? i : number;
      if (place >= pcrs.size()) {
        throw bad("no value of PCR " + number);
      }
      values.put(number, pcrs.get(place));
    }
    return values;
  }

  private static List<Integer> selection(BigEndian reader) throws Rejected {
    if (reader.u32() != 1 || reader.u16() != SHA256) {
      throw bad("not exactly one bank of SHA-256 registers");
    }
    var bytes = reader.u8();
    if (bytes > MAX_BITMAP) {
      throw bad("a selection of " + bytes + " bytes");
    }
    var bitmap = reader.take(bytes);
    var selected = new ArrayList<Integer>();
    for (var number = 0; number < 8 * bytes; number++) {
      if ((bitmap.at(number / 8) >> number % 8 & 1) == 1) {
        selected.add(number);
      }
    }
    return selected;
  }

  private static Rejected bad(String detail) {
    return new Rejected(Reason.TPM_QUOTE_FORMAT, detail);
  }
}
