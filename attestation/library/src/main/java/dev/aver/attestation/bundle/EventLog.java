// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.bundle;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import java.util.Arrays;

/**
 * What was measured into a TDX guest, event by event. It is believed only as far as it replays to
 * the registers of the quote, with digests recomputed from each event's own content.
 */
public record EventLog(Format format, Bytes data) {
  /** How the events are written. */
  public enum Format {
    /** The firmware's log (TCG2 crypto-agile). */
    CCEL("ccel"),
    /** A runtime's JSON log. */
    TDX_RUNTIME("tdx-runtime");

    private final String text;

    Format(String text) {
      this.text = text;
    }
  }

  /** Parses {@code {"format","data"}}. */
  static EventLog parse(Json json) throws Rejected {
    var members = Members.of(json, "eventLogs");
    var name = members.string("format");
    var format =
        Arrays.stream(Format.values())
            .filter(known -> known.text.equals(name))
            .findFirst()
            .orElseThrow(
                () -> new Rejected(Reason.FIELD_RANGE, "eventLogs.format is not a known one"));
    var log = new EventLog(format, members.base64Url("data"));
    members.end();
    return log;
  }

  Json.Obj toJson() {
    return Json.object().put("format", format.text).put("data", data.base64Url()).build();
  }
}
