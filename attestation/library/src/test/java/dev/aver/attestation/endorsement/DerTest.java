// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DER and only DER: one spelling of each value. */
class DerTest {
  private static Der der(String hex) throws Rejected {
    return Der.of(Bytes.fromHex(hex), Reason.CRL_PARSE);
  }

  @ParameterizedTest
  @CsvSource({
    "020100, 0",
    "02017f, 127",
    "02020080, 128",
    "0201ff, -1",
    "020300ffff, 65535",
  })
  void integersInTheirShortestForm(String hex, int value) throws Rejected {
    assertEquals(value, der(hex).integer().intValueExact());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0200", "02020001", "0202ff80", "0202007f", "020201", "0280010000", "028101ff"})
  void noOtherIntegers(String hex) {
    assertEquals(Reason.CRL_PARSE, assertThrows(Rejected.class, () -> der(hex).integer()).reason());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"30", "3001", "308000", "30810100", "3082000100", "3085000000000100", "1f0100"})
  void noOtherLengthsOrTags(String hex) {
    assertThrows(Rejected.class, () -> der(hex).element());
  }

  @ParameterizedTest
  @CsvSource({
    "0603550403, 2.5.4.3",
    "06092b060104019c780103, 1.3.6.1.4.1.3704.1.3",
    "06022a03, 1.2.3",
    "0603883701, 2.999.1",
  })
  void objectIdentifiers(String hex, String dotted) throws Rejected {
    assertEquals(dotted, der(hex).oid());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0600", "0603558003", "060280", "06028001"})
  void noOtherObjectIdentifiers(String hex) {
    assertThrows(Rejected.class, () -> der(hex).oid());
  }

  @ParameterizedTest
  @ValueSource(strings = {"010101", "0100", "01020000"})
  void aBooleanIsNoneOrAllOnes(String hex) {
    assertThrows(Rejected.class, () -> der(hex).bool());
  }

  @ParameterizedTest
  @CsvSource({
    "170d3236303630313132303030305a, 2026-06-01T12:00:00Z",
    "170d3530303130313030303030305a, 1950-01-01T00:00:00Z",
    "180f32303531303130313030303030305a, 2051-01-01T00:00:00Z",
  })
  void times(String hex, Instant instant) throws Rejected {
    assertEquals(instant.toEpochMilli(), Validity.time(der(hex)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "170b323630363031313230305a", // without seconds
        "170d3236303633313132303030305a", // the 31st of June
        "170d3236303630313234303030305a", // 24 o'clock
        "17113236303630313132303030302b30303030", // with an offset
        "180d3236303630313132303030305a", // two digits of the year
        "170d2036303630313132303030305a",
      })
  void noOtherTimes(String hex) {
    assertThrows(Rejected.class, () -> Validity.time(der(hex)));
  }

  @Test
  void deepNestingIsNotFollowed() throws Rejected {
    var deep = new StringBuilder();
    for (var i = 0; i < 60; i++) {
      deep.insert(0, String.format("30%02x", deep.length() / 2));
    }
    assertEquals(120, der(deep.toString()).element().size());
    assertThrows(
        Rejected.class, () -> Certificate.parse(Bytes.fromHex(deep.toString()), Reason.VEK_PARSE));
  }
}
