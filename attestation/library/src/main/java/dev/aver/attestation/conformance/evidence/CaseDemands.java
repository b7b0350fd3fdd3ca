// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance.evidence;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.policy.Expectation;
import dev.aver.attestation.policy.Expectation.AnyOf;
import dev.aver.attestation.policy.Expectation.Exactly;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Demands on bytes in a case's policy: one value in hex, or a list of which one is accepted. */
final class CaseDemands {
  private CaseDemands() {}

  /**
   * Reads one.
   *
   * @throws Rejected {@link Reason#FIELD_TYPE} for neither, {@link Reason#HEX_FORMAT}
   */
  static Expectation<Bytes> bytes(Json demand) throws Rejected {
    if (!(demand instanceof Json.Arr(List<Json> elements))) {
      return new Exactly<>(hex(demand));
    }
    var values = new ArrayList<Bytes>();
    for (var element : elements) {
      values.add(hex(element));
    }
    return new AnyOf<>(values);
  }

  /** The index is not one of our formats: either case of a digit will do. */
  private static Bytes hex(Json value) throws Rejected {
    return Bytes.fromHex(text(value).toLowerCase(Locale.ROOT));
  }

  static String text(Json value) throws Rejected {
    if (value instanceof Json.Str(String text)) {
      return text;
    }
    throw new Rejected(Reason.FIELD_TYPE, "a demand is not a string");
  }
}
