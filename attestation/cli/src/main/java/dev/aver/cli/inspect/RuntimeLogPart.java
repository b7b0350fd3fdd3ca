// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.inspect;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.tdx.eventlog.EventLog;
import dev.aver.attestation.tdx.eventlog.RuntimeLog;
import java.util.List;

/** A runtime's event log in JSON, and the registers that a log gives. */
final class RuntimeLogPart {
  private RuntimeLogPart() {}

  /** Whether an array of JSON begins as such a log does. */
  static boolean begins(List<Json> elements) {
    return !elements.isEmpty()
        && elements.getFirst() instanceof Json.Obj event
        && event.get("imr") != null;
  }

  static Part read(Bytes text) throws Rejected {
    var log = RuntimeLog.parse(text);
    var part = Part.of("runtime event log", text.size());
    var number = 0;
    for (var event : log.events()) {
      var name = event.name().isEmpty() ? EventNames.of(event.type()) : event.name();
      var said = EventNames.text(event.data());
      part.member(
          "event " + number++, event.digest().hex(), "RTMR" + event.register() + ", " + name);
      part.member(
          "  payload",
          said.isEmpty() ? event.data().hex() : said,
          event.proved().isPresent() ? "the digest is of these words" : "");
    }
    return part.part(registers(log)).build();
  }

  /** What the events give if they are replayed: to be held against a quote. */
  static Part registers(EventLog log) {
    var part = Part.of("registers after all events", 0);
    var registers = log.replay();
    for (var register : log.explained()) {
      part.member("RTMR" + register, registers.get(register).hex(), "");
    }
    return part.build();
  }
}
