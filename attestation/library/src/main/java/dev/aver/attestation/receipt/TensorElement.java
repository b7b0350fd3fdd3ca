// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.receipt;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;

/** One element of a tensor: a JSON value in the bits of its datatype, little-endian. */
final class TensorElement {
  /** No 64-bit integer has more digits. */
  private static final int MAX_DIGITS = 20;

  private static final double EXACT = 0x1p53;

  private TensorElement() {}

  static void write(Json value, Datatype datatype, ByteArrayOutputStream out) throws Rejected {
    switch (datatype) {
      case BOOL -> out.write(truth(value) ? 1 : 0);
      case BYTES -> {
        var bytes = Bytes.utf8(text(value)).toArray();
        littleEndian(bytes.length, Integer.BYTES, out);
        out.writeBytes(bytes);
      }
      case FP64 -> littleEndian(Double.doubleToRawLongBits(number(value)), Double.BYTES, out);
      case FP32 ->
          littleEndian(Float.floatToRawIntBits(finite((float) number(value))), Float.BYTES, out);
      case FP16 -> littleEndian(half(number(value)), Short.BYTES, out);
      default -> littleEndian(integer(value, datatype), datatype.size(), out);
    }
  }

  private static long half(double value) throws Rejected {
    var half = Float.floatToFloat16(towardsOdd(value));
    finite(Float.float16ToFloat(half));
    return half;
  }

  /**
   * Rounds so that a second rounding to fewer bits gives what one rounding would have given: an
   * inexact result gets an odd last bit, which no tie has.
   */
  private static float towardsOdd(double value) {
    var nearest = (float) value;
    if (nearest == value) {
      return nearest;
    }
    var below = Math.abs(nearest) > Math.abs(value) ? Math.nextAfter(nearest, 0.0) : nearest;
    return Float.intBitsToFloat(Float.floatToRawIntBits(below) | 1);
  }

  private static long integer(Json value, Datatype datatype) throws Rejected {
    var number = integer(value);
    var unsigned = datatype.name().startsWith("U");
    var bits = 8 * datatype.size();
    var fits = unsigned ? number.bitLength() <= bits : number.bitLength() < bits;
    if (!fits || unsigned && number.signum() < 0) {
      throw new Rejected(Reason.FIELD_RANGE, "an element is outside of " + datatype);
    }
    return number.longValue();
  }

  private static BigInteger integer(Json value) throws Rejected {
    if (value instanceof Json.Num(String literal)
        && literal.matches("-?[0-9]+")
        && literal.length() <= MAX_DIGITS + 1) {
      return new BigInteger(literal);
    }
    // Such as 1.0 or 1e3: integers all the same, as far as doubles are exact.
    var number = number(value);
    if (number != Math.rint(number) || Math.abs(number) > EXACT) {
      throw new Rejected(Reason.FIELD_RANGE, "an element is no integer");
    }
    return BigInteger.valueOf((long) number);
  }

  private static double number(Json value) throws Rejected {
    if (value instanceof Json.Num(String literal)) {
      var number = Double.parseDouble(literal);
      if (Double.isFinite(number)) {
        return number;
      }
    }
    throw new Rejected(Reason.FIELD_TYPE, "an element is no number that a double holds");
  }

  private static float finite(float value) throws Rejected {
    if (!Float.isFinite(value)) {
      throw new Rejected(Reason.FIELD_RANGE, "an element is beyond its datatype");
    }
    return value;
  }

  private static boolean truth(Json value) throws Rejected {
    if (value instanceof Json.Bool(boolean truth)) {
      return truth;
    }
    throw new Rejected(Reason.FIELD_TYPE, "an element is no truth value");
  }

  private static String text(Json value) throws Rejected {
    if (value instanceof Json.Str(String text)) {
      return text;
    }
    throw new Rejected(Reason.FIELD_TYPE, "an element is no string");
  }

  private static void littleEndian(long bits, int size, ByteArrayOutputStream out) {
    for (var i = 0; i < size; i++) {
      out.write((int) (bits >>> 8 * i));
    }
  }
}
