// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.snp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * AMD's extensions are read in their one form and no other. The genuine certificate is altered, so
 * its signature fails too: what counts is that the extension is named as well.
 */
class VekExtensionsTest {
  private static final String ARC = "2b060104019c7801";

  private static Bytes altered(String extension, String instead) throws Rejected {
    var genuine = Samples.endorsements().vek().hex();
    assertEquals(extension.length(), instead.length(), "the lengths around it must still fit");
    assertTrue(genuine.contains(ARC + extension), extension);
    return Bytes.fromHex(genuine.replace(ARC + extension, ARC + instead));
  }

  @ParameterizedTest
  @CsvSource({
    "an octet string, 0303 0403020119, 0303 0403040119",
    "a negative number, 0303 0403020119, 0303 04030201ff",
    "cut, 0303 0403020119, 0303 0403020219",
    "no digits and a byte behind, 0303 0403020119, 0303 0403020019",
    "a boolean, 0303 0403020119, 0303 04030101ff",
    "missing, 0303 0403020119, 0603 0403020119",
    "twice, 0305 0403020100, 0303 0403020100",
    "a level of no number, 0305 0403020100, 0300 0403020100",
    "a tenth level, 0305 0403020100, 030a 0403020100",
    "a name of another type, 02 0407160547656e6f61, 02 0407130547656e6f61",
    "a name with a line feed, 02 0407160547656e6f61, 02 0407160547656e6f0a",
    "a shorter name, 02 0407160547656e6f61, 02 0407160447656e6f61",
    "no name, 02 0407160547656e6f61, 07 0407160547656e6f61",
    "no structure, 01 0403020100, 08 0403020100",
    "a structure of two bytes, 01 0403020100, 01 0403020200",
  })
  void anythingElseIsRefused(String what, String extension, String instead) throws Rejected {
    var vek = altered(extension.replace(" ", ""), instead.replace(" ", ""));
    var endorsements = Samples.endorsements(vek, "genoa");
    var found = Samples.reasons(Samples.verify(Samples.report(), endorsements, Samples.TIME));
    assertTrue(found.contains(Reason.VEK_EXTENSION), what + ": " + found);
  }
}
