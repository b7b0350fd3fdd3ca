// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.eventlog;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.Members;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The event log that runtimes keep as JSON (attestation.md, 3.5): {@code [{"imr","event_type",
 * "digest","event","event_payload"}]}. Digests of runtime events are recomputed from name and
 * payload, so the words of an accepted log are what was measured.
 */
public final class RuntimeLog {
  private static final long RUNTIME_EVENT = 0x08000001L;
  private static final int APPLICATION_REGISTER = 3;
  private static final long MAX_TYPE = 0xffff_ffffL;
  private static final Bytes COLON = Bytes.utf8(":");

  private RuntimeLog() {}

  /**
   * Parses a log.
   *
   * @throws Rejected {@link Reason#EVENT_LOG_FORMAT}; {@link Reason#EVENT_LOG_DIGEST} if a runtime
   *     event has another digest than its own words
   */
  public static EventLog parse(Bytes json) throws Rejected {
    try {
      var events = new ArrayList<MeasuredEvent>();
      for (var element : elements(json)) {
        events.add(event(Members.of(element, "event")));
      }
      return new EventLog(events);
    } catch (Rejected e) {
      if (e.reason() == Reason.EVENT_LOG_DIGEST) {
        throw e;
      }
      throw new Rejected(Reason.EVENT_LOG_FORMAT, e.reason() + ": " + e.detail());
    }
  }

  private static List<Json> elements(Bytes json) throws Rejected {
    if (!(JsonReader.document(json, EventLog.MAX_SIZE) instanceof Json.Arr(List<Json> elements))) {
      throw new Rejected(Reason.FIELD_TYPE, "not an array of events");
    }
    if (elements.size() > EventLog.MAX_EVENTS) {
      throw new Rejected(Reason.FIELD_RANGE, elements.size() + " events");
    }
    return elements;
  }

  private static MeasuredEvent event(Members members) throws Rejected {
    var register = (int) members.integer("imr", 0, EventLog.REGISTERS - 1);
    var type = members.integer("event_type", 0, MAX_TYPE);
    var name = members.string("event");
    var payload = hex(members.string("event_payload"));
    var listed = hex(members.string("digest"));
    var words = words(type, name, payload);
    var derived = Hashes.sha384(words);
    if (listed.size() == 0 && (type == RUNTIME_EVENT || register == APPLICATION_REGISTER)) {
      listed = derived; // runtimes leave out what follows from the rest
    }
    if (listed.size() != EventLog.DIGEST_SIZE) {
      throw new Rejected(Reason.FIELD_RANGE, "a digest of " + listed.size() + " bytes");
    }
    if (type == RUNTIME_EVENT && !listed.equals(derived)) {
      throw new Rejected(
          Reason.EVENT_LOG_DIGEST, "the digest of an event of RTMR" + register + " is not its own");
    }
    var proved =
        listed.equals(derived) ? Optional.of(words) : EventContent.proved(type, payload, listed);
    return new MeasuredEvent(register, type, listed, name, payload, proved);
  }

  /** What a runtime hashes: type as four bytes little-endian, name and payload, colons between. */
  private static Bytes words(long type, String name, Bytes payload) {
    var number =
        Bytes.of((byte) type, (byte) (type >> 8), (byte) (type >> 16), (byte) (type >> 24));
    return Bytes.concat(number, COLON, Bytes.utf8(name), COLON, payload);
  }

  private static Bytes hex(String digits) throws Rejected {
    return Bytes.fromHex(digits.toLowerCase(Locale.ROOT));
  }
}
