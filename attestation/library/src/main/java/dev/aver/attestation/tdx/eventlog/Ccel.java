// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.eventlog;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.BoundedReader;
import dev.aver.attestation.bytes.Bytes;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The firmware's event log as the CCEL table points to it: crypto-agile format of the TCG
 * (attestation.md, 3.5). Register index 0 is MRTD, 1 to 4 are RTMR0 to RTMR3.
 *
 * @param log the events of the runtime registers
 * @param count all events behind the header, those that extend nothing included
 * @param algorithms digest size in bytes by TCG algorithm number, as the header lists them
 * @param used bytes of the log without its padding
 */
public record Ccel(EventLog log, int count, SortedMap<Integer, Integer> algorithms, int used) {
  private static final long EV_NO_ACTION = 3;
  private static final int SHA384 = 0x000c;
  private static final int SHA1_SIZE = 20;
  private static final long END = 0xffff_ffffL;
  private static final Bytes SPECIFICATION = Bytes.utf8("Spec ID Event03\0");
  private static final int FIXED_HEADER = 24;
  private static final int MAX_ALGORITHMS = 16;

  /** Keeps the map in order. */
  public Ccel {
    algorithms = new TreeMap<>(algorithms);
  }

  /**
   * Parses a log.
   *
   * @throws Rejected {@link Reason#EVENT_LOG_FORMAT}
   */
  public static Ccel parse(Bytes bytes) throws Rejected {
    if (bytes.size() > EventLog.MAX_SIZE) {
      throw bad(bytes.size() + " bytes, at most " + EventLog.MAX_SIZE);
    }
    var reader = new BoundedReader(bytes, Reason.EVENT_LOG_FORMAT);
    var algorithms = header(reader);
    var events = new ArrayList<MeasuredEvent>();
    var count = 0;
    var content = withoutZeros(bytes);
    while (reader.position() < content && !erased(bytes, reader.position())) {
      if (count++ == EventLog.MAX_EVENTS) {
        throw bad("more than " + EventLog.MAX_EVENTS + " events");
      }
      event(reader, algorithms).ifPresent(events::add);
    }
    return new Ccel(new EventLog(events), count, algorithms, reader.position());
  }

  /** The first event is in the old format and says which digests the others carry. */
  private static SortedMap<Integer, Integer> header(BoundedReader reader) throws Rejected {
    reader.u32le();
    if (reader.u32le() != EV_NO_ACTION) {
      throw bad("no specification event at the start");
    }
    reader.take(SHA1_SIZE);
    var content = new BoundedReader(reader.take(reader.u32le()), Reason.EVENT_LOG_FORMAT);
    var fixed = content.take(FIXED_HEADER);
    if (!fixed.slice(0, SPECIFICATION.size()).equals(SPECIFICATION)) {
      throw bad("not a crypto-agile log");
    }
    var number = content.u32le();
    if (number > MAX_ALGORITHMS) {
      throw bad(number + " algorithms");
    }
    var algorithms = new TreeMap<Integer, Integer>();
    for (var i = 0; i < number; i++) {
      algorithms.put(content.u16le(), content.u16le());
    }
    if (!Integer.valueOf(EventLog.DIGEST_SIZE).equals(algorithms.get(SHA384))) {
      throw bad("no SHA-384 digests");
    }
    content.take(content.u8());
    return algorithms;
  }

  /** The size without the zeros at the end, which pad the area; looked for once. */
  private static int withoutZeros(Bytes bytes) {
    var size = bytes.size();
    while (size > 0 && bytes.at(size - 1) == 0) {
      size--;
    }
    return size;
  }

  /** Whether FF from an erased area begins here, which then goes on to the end. */
  private static boolean erased(Bytes bytes, int position) throws Rejected {
    if (bytes.size() - position < 4) {
      return false;
    }
    var next = new BoundedReader(bytes.slice(position, position + 4), Reason.EVENT_LOG_FORMAT);
    if (next.u32le() != END) {
      return false;
    }
    for (var i = position; i < bytes.size(); i++) {
      if (bytes.at(i) != -1) {
        throw bad("something behind the end of the log");
      }
    }
    return true;
  }

  private static Optional<MeasuredEvent> event(BoundedReader reader, Map<Integer, Integer> sizes)
      throws Rejected {
    var index = reader.u32le();
    var type = reader.u32le();
    var digest = digest(reader, sizes);
    var data = reader.take(reader.u32le());
    if (index > EventLog.REGISTERS) {
      throw bad("register index " + index);
    }
    if (index == 0 || type == EV_NO_ACTION) {
      return Optional.empty();
    }
    if (digest.isEmpty()) {
      throw bad("an event without SHA-384 digest");
    }
    return Optional.of(
        new MeasuredEvent(
            (int) index - 1,
            type,
            digest.get(),
            "",
            data,
            EventContent.proved(type, data, digest.get())));
  }

  private static Optional<Bytes> digest(BoundedReader reader, Map<Integer, Integer> sizes)
      throws Rejected {
    var count = reader.u32le();
    if (count > MAX_ALGORITHMS) {
      throw bad(count + " digests");
    }
    Optional<Bytes> sha384 = Optional.empty();
    for (var i = 0; i < count; i++) {
      var algorithm = reader.u16le();
      var size = sizes.get(algorithm);
      if (size == null) {
        throw bad("digest of an algorithm that the header does not list: " + algorithm);
      }
      var digest = reader.take(size);
      if (algorithm == SHA384) {
        sha384 = Optional.of(digest);
      }
    }
    return sha384;
  }

  private static Rejected bad(String detail) {
    return new Rejected(Reason.EVENT_LOG_FORMAT, detail);
  }
}
