// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.compat.cbor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mostly the examples of RFC 8949, appendix A, and what is left out on purpose. */
class CborReaderTest {
  private static Cbor read(String hex) throws Rejected {
    return CborReader.document(Bytes.fromHex(hex), 1024);
  }

  @ParameterizedTest
  @CsvSource({
    "00, 0",
    "17, 23",
    "1818, 24",
    "18ff, 255",
    "190100, 256",
    "1a000f4240, 1000000",
    "1b000000e8d4a51000, 1000000000000",
    "20, -1",
    "3822, -35",
    "3903e7, -1000",
  })
  void integers(String hex, long value) throws Rejected {
    assertEquals(new Cbor.Int(value), read(hex));
  }

  @Test
  void stringsArraysAndMapsOfEitherLength() throws Rejected {
    assertEquals(new Cbor.Raw(Bytes.fromHex("01020304")), read("4401020304"));
    assertEquals(new Cbor.Text("ü"), read("62c3bc"));
    var two = new Cbor.Arr(List.of(new Cbor.Int(1), new Cbor.Int(2)));
    assertEquals(two, read("820102"));
    assertEquals(two, read("9f0102ff"));
    var map = new Cbor.Dict(Map.of(new Cbor.Text("a"), new Cbor.Int(1)));
    assertEquals(map, read("a1616101"));
    assertEquals(map, read("bf616101ff"));
    assertEquals(new Cbor.Null(), read("f6"));
    assertEquals(new Cbor.Bool(true), read("f5"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // nothing
        "0000", // two items
        "1817", // 23 in two bytes
        "1900ff", // 255 in three
        "1a0000ffff", // 65535 in five
        "1b00000000ffffffff", // 32 bits in nine
        "1b8000000000000000", // beyond 63 bits
        "1c00", // reserved
        "1f", // an integer of indefinite length
        "4401", // a string that ends early
        "5bffffffffffffffff", // a length beyond all
        "5b7fffffffffffffff",
        "5f4101ff", // a string in chunks
        "61ff", // not UTF-8
        "62c328",
        "63eda080", // a lone surrogate
        "8201", // an array that ends early
        "9f01", // without its break
        "9bffffffffffffffff",
        "9901018000", // more elements than anybody needs
        "a16161", // a key without a value
        "a2616101616102", // a key twice
        "bf616101616102ff",
        "a1800101", // an array as a key
        "bf6161ff", // a break in place of a value
        "c000", // a tag
        "d2844180", // COSE_Sign1's
        "f4f5", // two
        "f7", // undefined
        "f800", // a simple value
        "f93c00", // floats
        "fa3f800000",
        "fb3ff0000000000000",
        "ff", // a break alone
        "8181818181818181818100" // ten deep
      })
  void everythingElseIsRefused(String hex) {
    var refused = assertThrows(Rejected.class, () -> read(hex));
    assertEquals(Reason.CBOR_FORMAT, refused.reason());
  }

  @Test
  void aDocumentOverItsLimitIsNotRead() {
    var refused =
        assertThrows(Rejected.class, () -> CborReader.document(Bytes.of(new byte[1025]), 1024));
    assertEquals(Reason.CBOR_FORMAT, refused.reason());
  }
}
