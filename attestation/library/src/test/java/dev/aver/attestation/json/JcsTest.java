// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the format vectors do not say about RFC 8785: its properties and the rare doubles. */
class JcsTest {
  /** The numbers of RFC 8785, appendix B, and the neighbours of zero. */
  @ParameterizedTest
  @CsvSource({
    "0000000000000000, 0",
    "8000000000000000, 0",
    "0000000000000001, 5e-324",
    "0000000000000002, 1e-323",
    "0000000000000004, 2e-323",
    "8000000000000001, -5e-324",
    "7fefffffffffffff, 1.7976931348623157e+308",
    "ffefffffffffffff, -1.7976931348623157e+308",
    "4340000000000000, 9007199254740992",
    "4430000000000000, 295147905179352830000",
    "44b52d02c7e14af5, 9.999999999999997e+22",
    "44b52d02c7e14af6, 1e+23",
    "44b52d02c7e14af7, 1.0000000000000001e+23",
    "444b1ae4d6e2ef4e, 999999999999999700000",
    "444b1ae4d6e2ef4f, 999999999999999900000",
    "444b1ae4d6e2ef50, 1e+21",
    "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d, 0.000001",
    "41b3de4355555553, 333333333.3333332",
    "becbf647612f3696, -0.0000033333333333333333",
    "43143ff3c1cb0959, 1424953923781206.2"
  })
  void writesDoublesAsEcmaScriptDoes(String bits, String text) {
    var value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
    assertEquals(text, EcmaScriptNumber.write(value));
  }

  @Test
  void everyDoubleReadsBack() {
    var random = new Random(8785);
    for (var i = 0; i < 20_000; i++) {
      var value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertEquals(value, Double.parseDouble(EcmaScriptNumber.write(value)));
      }
    }
  }

  /**
   * Below 2^53, that is: RFC 8785 writes 1e20 as an integer literal, and such a literal is refused
   * when it is read again.
   */
  @Test
  void canonicalBytesAreCanonicalAlready() throws Rejected {
    var random = new Random(1);
    for (var i = 0; i < 500; i++) {
      var value = arbitrary(random, 4);
      var canonical = Jcs.canonical(value);
      assertEquals(canonical, Jcs.canonical(JsonReader.read(canonical, 1 << 20, 16)));
      var written = Bytes.utf8(JsonWriter.write(value));
      assertEquals(value, JsonReader.read(written, 1 << 20, 16));
      assertEquals(canonical, Jcs.canonical(JsonReader.read(written, 1 << 20, 16)));
    }
  }

  /** No limit on a literal's length stands between it and its value. */
  @ParameterizedTest
  @CsvSource({"0., 3, 0.3333333333333333", "1., 0, 1", "0., 0, 0", "-0.1, 0, -0.1"})
  void aLongLiteralIsTheDoubleThatItDenotes(String head, String digit, String text)
      throws Rejected {
    var literal = Bytes.utf8(head + digit.repeat(5000));
    assertEquals(Bytes.utf8(text), Jcs.canonical(JsonReader.document(literal, 1 << 20)));
  }

  @ParameterizedTest
  @CsvSource({"'', ''", "-, ''", "'', .5", "'', e1", "'', e99999999999"})
  void aLongLiteralThatNoDoubleHoldsIsANumberRefused(String sign, String tail) throws Rejected {
    var literal = Bytes.utf8(sign + "1" + "0".repeat(5000) + tail);
    var read = JsonReader.document(literal, 1 << 20);
    var rejected = assertThrows(Rejected.class, () -> Jcs.canonical(read));
    assertEquals(Reason.JSON_NUMBER, rejected.reason());
  }

  @Test
  void refusesALoneSurrogateThatNoReaderLetThrough() {
    var lone = Json.of("a\ud800b");
    var rejected = assertThrows(Rejected.class, () -> Jcs.canonical(lone));
    assertEquals(Reason.JSON_SYNTAX, rejected.reason());
    assertThrows(IllegalArgumentException.class, () -> JsonWriter.write(lone));
  }

  private static Json arbitrary(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 5 : 7)) {
      case 0 -> Json.Null.NULL;
      case 1 -> Json.of(random.nextBoolean());
      case 2 -> Json.of(random.nextLong() >> 12);
      case 3 ->
          new Json.Num(Double.toString(random.nextGaussian() * Math.pow(10, random.nextInt(12))));
      case 4 -> Json.of(text(random));
      case 5 -> {
        var elements = new ArrayList<Json>();
        for (var i = random.nextInt(4); i > 0; i--) {
          elements.add(arbitrary(random, depth - 1));
        }
        yield Json.array(elements);
      }
      default -> {
        var object = Json.object();
        for (var i = random.nextInt(4); i > 0; i--) {
          object.put(i + text(random), arbitrary(random, depth - 1));
        }
        yield object.build();
      }
    };
  }

  private static String text(Random random) {
    var text = new StringBuilder();
    for (var i = random.nextInt(6); i > 0; i--) {
      var c = random.nextInt(random.nextBoolean() ? 0x80 : 0x110000);
      text.appendCodePoint(c >= 0xd800 && c < 0xe000 ? ' ' : c);
    }
    return text.toString();
  }
}
