// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the format vectors leave open about canonical inputs and outputs. */
class CanonicalContentTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FP16   | 1          | 003c
          FP16   | 65504      | ff7b
          FP16   | 2049.00001 | 0168
          FP16   | -1e-9      | 0080
          FP64   | -0.0       | 0000000000000080
          UINT64 | 18446744073709551615 | ffffffffffffffff
          INT64  | -9223372036854775808 | 0000000000000080
          INT64  | 9007199254740993     | 0100000000002000
          INT8   | 1e1        | 0a
          INT16  | -2.0       | feff
          """)
  void roundsElementsToTheirDatatype(String datatype, String element, String bits) throws Rejected {
    var input = CanonicalInput.of("infer", infer(datatype, element));
    assertTrue(input.bytes().hex().endsWith("5d00" + bits), input.bytes().hex());
  }

  @ParameterizedTest
  @CsvSource({
    "FP16, 65520",
    "UINT64, 18446744073709551616",
    "INT64, 9223372036854775808",
    "UINT8, -1",
    "INT32, 1e10",
    "INT32, 1e999999999",
    "FP64, 1e400",
    "BOOL, 1",
    "BYTES, 1",
    "FP32, true"
  })
  void aTensorThatItsDatatypeCannotHoldIsNoInput(String datatype, String element) throws Rejected {
    assertEquals(TaggedBytes.NONE, CanonicalInput.of("infer", infer(datatype, element)));
  }

  @Test
  void aTensorLargerThanAnyMemoryIsNoInput() throws Rejected {
    var text =
        "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"data\":[],"
            + "\"shape\":[4294967295,4294967295,4294967295]}]}";
    assertEquals(TaggedBytes.NONE, CanonicalInput.of("infer", object(text)));
  }

  @Test
  void anUnknownOperationHasNoInput() throws Rejected {
    assertEquals(TaggedBytes.NONE, CanonicalInput.of("images", object("{\"prompt\":\"x\"}")));
  }

  @Test
  void aNumberThatNoReaderAgreesOnIsNoInput() throws Rejected {
    var request = object("{\"messages\":[{\"role\":\"user\",\"x\":9007199254740993}]}");
    assertEquals(TaggedBytes.NONE, CanonicalInput.of("chat.completions", request));
  }

  @Test
  void everyFloatTravelsThroughJson() throws Rejected {
    var random = new Random(32);
    for (var i = 0; i < 20_000; i++) {
      var value = Float.intBitsToFloat(random.nextInt());
      if (Float.isFinite(value)) {
        assertEquals(value, Float32Json.parse(Float32Json.write(value)));
      }
    }
    assertEquals("0", Float32Json.write(-0f));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "1f", "1d", " 1", "1 ", ".5", "1.", "+1", "01", "0x1p3", "NaN", "\"1\"", "true"
      })
  void whatJsonDoesNotCallANumberIsNoFloat(String text) {
    var rejected = assertThrows(Rejected.class, () -> Float32Json.parse(text));
    assertEquals(Reason.OUTPUT_NOT_FLOAT32, rejected.reason());
  }

  @Test
  void aScoreThatIsNoNumberIsNoResult() {
    var lines = List.of(new Scored.Document(0, Double.NaN));
    var rejected = assertThrows(Rejected.class, () -> CanonicalOutput.results(lines));
    assertEquals(Reason.OUTPUT_NOT_FINITE, rejected.reason());
  }

  private static Json.Obj infer(String datatype, String element) throws Rejected {
    return object(
        "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"%s\",\"shape\":[1],\"data\":[%s]}]}"
            .formatted(datatype, element));
  }

  private static Json.Obj object(String text) throws Rejected {
    return (Json.Obj) JsonReader.read(Bytes.utf8(text), 1 << 16, 16);
  }
}
