// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.receipt;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.json.EcmaScriptNumber;
import java.util.regex.Pattern;

/**
 * float32 in JSON: the shortest decimal of the double of equal value, so that every reader of
 * doubles gets exactly the float back (formats.md, 5.2).
 */
public final class Float32Json {
  /** JSON's own grammar: Java's parser takes more, such as {@code 1f}, {@code .5} and spaces. */
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+");

  private Float32Json() {}

  /**
   * The JSON number of a finite float; −0.0 becomes 0.
   *
   * @throws IllegalArgumentException for NaN and infinity, which must not get this far
   */
  public static String write(float value) {
    return EcmaScriptNumber.write(value);
  }

  /**
   * The float that a JSON number denotes; −0.0 becomes 0.0.
   *
   * @throws Rejected {@link Reason#OUTPUT_NOT_FLOAT32} unless this is a JSON number and exactly a
   *     float
   */
  public static float parse(String literal) throws Rejected {
    if (!NUMBER.matcher(literal).matches()) {
      throw new Rejected(Reason.OUTPUT_NOT_FLOAT32, "not a JSON number");
    }
    var value = Double.parseDouble(literal);
    if (!Float.isFinite((float) value) || (float) value != value) {
      throw new Rejected(Reason.OUTPUT_NOT_FLOAT32, "a number is not exactly a float32");
    }
    return positiveZero((float) value);
  }

  static float positiveZero(float value) {
    return value == 0 ? 0f : value;
  }
}
