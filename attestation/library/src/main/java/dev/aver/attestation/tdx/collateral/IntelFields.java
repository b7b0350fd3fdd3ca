// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.collateral;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The spellings of Intel's signed documents: hex in either case, UTC to the second. */
final class IntelFields {
  private static final Pattern DATE =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z");
  private static final int MAX_ADVISORIES = 256;

  private IntelFields() {}

  /** Exactly {@code size} bytes of hexadecimal digits. */
  static Bytes hex(Members from, String name, int size) throws Rejected {
    return hex(from.string(name), size);
  }

  /** Exactly {@code size} bytes of hexadecimal digits. */
  static Bytes hex(String digits, int size) throws Rejected {
    var bytes = hex(digits);
    if (bytes.size() != size) {
      throw new Rejected(Reason.HEX_FORMAT, bytes.size() + " bytes, not " + size);
    }
    return bytes;
  }

  /** An even number of hexadecimal digits. */
  static Bytes hex(String digits) throws Rejected {
    return Bytes.fromHex(digits.toLowerCase(Locale.ROOT));
  }

  /** Milliseconds since 1970. */
  static long date(Members from, String name) throws Rejected {
    var text = from.string(name);
    if (DATE.matcher(text).matches()) {
      try {
        return Instant.parse(text).toEpochMilli();
      } catch (DateTimeException e) {
        throw new Rejected(Reason.FIELD_RANGE, name + " is no date of the calendar");
      }
    }
    throw new Rejected(Reason.FIELD_TYPE, name + " is not yyyy-mm-ddThh:mm:ssZ");
  }

  /** A status that Intel's documents give: that a relaunch would do is the verifier's finding. */
  static TcbStatus status(Members level) throws Rejected {
    var status = TcbStatus.parse(level.string("tcbStatus"));
    if (status == TcbStatus.TD_RELAUNCH_ADVISED
        || status == TcbStatus.TD_RELAUNCH_ADVISED_CONFIGURATION_NEEDED) {
      throw new Rejected(Reason.FIELD_RANGE, "no document can say " + status);
    }
    return status;
  }

  /** The advisories of a level; Intel leaves the member out where there are none. */
  static List<String> advisories(Members level) throws Rejected {
    if (!level.has("advisoryIDs")) {
      return List.of();
    }
    var elements = level.array("advisoryIDs");
    if (elements.size() > MAX_ADVISORIES) {
      throw new Rejected(Reason.FIELD_RANGE, elements.size() + " advisories");
    }
    var names = new ArrayList<String>();
    for (var element : elements) {
      if (!(element instanceof Json.Str(String name))) {
        throw new Rejected(Reason.FIELD_TYPE, "an advisory is not a string");
      }
      names.add(name);
    }
    return names;
  }
}
