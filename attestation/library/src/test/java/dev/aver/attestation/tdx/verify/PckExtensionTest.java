// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.Vectors;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Certificate;
import dev.aver.attestation.tdx.abi.TdxQuote;
import dev.aver.attestation.tdx.collateral.PlatformIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The SGX extension of a genuine PCK certificate with a few bytes set otherwise. */
class PckExtensionTest {
  /** 1.2.840.113741.1.13.1, with which the identifier of every member begins. */
  private static final String ARC = "2a864886f84d010d01";

  private static PlatformIdentity read(String member, String instead) throws Rejected {
    var quote = TdxQuote.parse(Vectors.read("tdx/tdx-v4-uptodate/quote.bin"));
    var genuine = PckLinks.first(quote.auth().pem()).encoded().hex();
    assertEquals(member.length(), instead.length(), "the lengths around it must still fit");
    assertTrue(genuine.contains(ARC + member), member);
    var altered = Bytes.fromHex(genuine.replace(ARC + member, ARC + instead));
    return PckChain.claimed(Certificate.parse(altered, Reason.PCK_CERT_PARSE));
  }

  private static String hex(String text) {
    return text.replace(" ", "");
  }

  @ParameterizedTest
  @CsvSource({
    "no PPID, 01 0410, 09 0410",
    "a PPID that is a number, 01 0410, 01 0210",
    "no TCB, 02 30, 0a 30",
    "a TCB that is a string, 02 3082, 02 0482",
    "no first component, 0201 0201, 0213 0201",
    "a component twice, 0202 0201, 0201 0201",
    "a component below zero, 0201 020103, 0201 020183",
    "a component that is a boolean, 0201 020103, 0201 0101ff",
    "a component cut, 0201 020103, 0201 020203",
    "no PCESVN, 0211 0201, 0213 0201",
    "a PCESVN below zero, 0211 02010b, 0211 02018b",
    "no CPUSVN, 0212 0410, 0213 0410",
    "a CPUSVN that is a number, 0212 0410, 0212 0210",
    "no PCEID, 03 0402, 0a 0402",
    "a PCEID that is a number, 03 0402, 03 0202",
    "no FMSPC, 04 0406, 0a 0406",
    "a member twice, 03 0402, 04 0402",
    "a shorter FMSPC, 04 0406, 04 0405",
    "no type, 05 0a01, 0a 0a01",
    "a type that is a number, 05 0a01, 05 0201",
    "a type that nobody knows, 05 0a0101, 05 0a0103",
    "an instance that is a number, 06 0410, 06 0210",
  })
  void anythingElseIsRefused(String what, String member, String instead) {
    var rejected = assertThrows(Rejected.class, () -> read(hex(member), hex(instead)), what);
    assertEquals(Reason.PCK_EXTENSION, rejected.reason());
  }

  @ParameterizedTest
  @CsvSource({
    "as it is, 01 0410, 01 0410",
    "another type, 05 0a0101, 05 0a0100",
    "a member that Intel may add, 07 30, 0b 30",
  })
  void whatIntelMayWriteIsRead(String what, String member, String instead) throws Exception {
    assertEquals("b0c06f000000", read(hex(member), hex(instead)).fmspc().hex(), what);
  }

  @Test
  void components_are_the_decoded_ones_whatever_the_octets_say() throws Exception {
    var platform = read(hex("0212 0410 03030202"), hex("0212 0410 ffffffff"));
    assertEquals("ffffffff040100050000000000000000", platform.cpuSvn().hex());
    assertEquals("03030202040100050000000000000000", platform.sgx().bytes().hex());
    assertEquals(11, platform.pceSvn());
  }

  @Test
  void an_instance_is_not_required() throws Exception {
    assertTrue(read(hex("06 0410"), hex("0c 0410")).platformInstanceId().isEmpty());
  }
}
