// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.policy;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.policy.Expectation.AnyOf;
import dev.aver.attestation.policy.Expectation.AtLeast;
import dev.aver.attestation.policy.Expectation.Exactly;
import dev.aver.attestation.policy.Expectation.Unchecked;
import java.util.ArrayList;
import java.util.List;

/**
 * Expectations as JSON: an object with exactly one of {@code exactly}, {@code anyOf}, {@code
 * atLeast}, {@code unchecked}. Nothing else, and no default.
 */
final class ExpectationJson {
  /** More acceptable values than any deployment has. */
  private static final int MAX_VALUES = 1024;

  private static final int MAX_WHY = 500;

  private ExpectationJson() {}

  static <T> Expectation<T> read(Members parent, String name, Spelling<T> spelling)
      throws Rejected {
    var members = parent.object(name);
    var expectation = one(members, name, spelling);
    members.end();
    return expectation;
  }

  private static <T> Expectation<T> one(Members members, String where, Spelling<T> spelling)
      throws Rejected {
    if (members.has("exactly")) {
      return new Exactly<>(spelling.read(members.required("exactly"), where + ".exactly"));
    }
    if (members.has("anyOf")) {
      return new AnyOf<>(values(members.array("anyOf"), where + ".anyOf", spelling));
    }
    if (members.has("atLeast")) {
      return new AtLeast<>(spelling.readFloor(members.required("atLeast"), where + ".atLeast"));
    }
    return new Unchecked<>(why(members, where));
  }

  private static <T> List<T> values(List<Json> elements, String where, Spelling<T> spelling)
      throws Rejected {
    if (elements.size() > MAX_VALUES) {
      throw new Rejected(Reason.FIELD_RANGE, where + " has more than " + MAX_VALUES + " values");
    }
    var values = new ArrayList<T>();
    for (var element : elements) {
      values.add(spelling.read(element, where));
    }
    return values;
  }

  private static String why(Members members, String where) throws Rejected {
    var why = members.string("unchecked");
    // Whoever does not check says why: an empty reason is how a check gets lost.
    if (why.isBlank() || why.codePointCount(0, why.length()) > MAX_WHY) {
      throw new Rejected(
          Reason.FIELD_RANGE,
          where + ".unchecked must say why, in 1 to " + MAX_WHY + " characters");
    }
    return why;
  }

  static <T> Json write(Expectation<T> expectation, Spelling<T> spelling) {
    var json = Json.object();
    switch (expectation) {
      case Exactly<T>(T value) -> json.put("exactly", spelling.write(value));
      case AnyOf<T>(List<T> values) ->
          json.put("anyOf", Json.array(values.stream().map(spelling::write).toList()));
      case AtLeast<T>(Expectation.Floor<T> floor) ->
          json.put("atLeast", spelling.writeFloor(floor));
      case Unchecked<T>(String why) -> json.put("unchecked", why);
    }
    return json.build();
  }
}
