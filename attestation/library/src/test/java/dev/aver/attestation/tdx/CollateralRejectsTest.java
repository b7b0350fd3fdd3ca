// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx;

import static dev.aver.attestation.tdx.TdxSamples.reasons;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.tdx.collateral.TdxCollateral;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** One thing wrong in otherwise good collateral, and the code it is refused with. */
class CollateralRejectsTest {
  private record Row(String what, String member, UnaryOperator<String> change, Reason expected) {}

  private static final List<Row> ROWS =
      List.of(
          row("no root CRL", "root_ca_crl", text -> "", Reason.ROOT_CRL_PARSE),
          row("not hex", "root_ca_crl", text -> text + "0", Reason.ROOT_CRL_PARSE),
          row("a byte behind the list", "root_ca_crl", text -> text + "00", Reason.ROOT_CRL_PARSE),
          row("its signature", "root_ca_crl", flip(-3), Reason.ROOT_CRL_SIGNATURE),
          row("the other list", "root_ca_crl", text -> member("pck_crl"), Reason.ROOT_CRL_ISSUER),
          row("no PCK CRL", "pck_crl", text -> "", Reason.PCK_CRL_PARSE),
          row("cut", "pck_crl", text -> text.substring(0, 200), Reason.PCK_CRL_PARSE),
          row("its signature", "pck_crl", flip(-3), Reason.PCK_CRL_SIGNATURE),
          row("the root's list", "pck_crl", text -> member("root_ca_crl"), Reason.PCK_CRL_ISSUER),
          row("no chain", "tcb_info_issuer_chain", text -> "", Reason.TCB_INFO_CHAIN_FORMAT),
          row(
              "signer alone",
              "tcb_info_issuer_chain",
              text -> text.substring(0, text.indexOf("-----END") + 26),
              Reason.TCB_INFO_CHAIN_FORMAT),
          row(
              "three certificates",
              "tcb_info_issuer_chain",
              text -> text + text.substring(0, text.indexOf("-----END") + 26),
              Reason.TCB_INFO_CHAIN_FORMAT),
          row(
              "the PCK CA as signer",
              "tcb_info_issuer_chain",
              text -> member("pck_crl_issuer_chain"),
              Reason.TCB_INFO_SIGNER),
          row("written anew", "tcb_info", text -> text + " ", Reason.TCB_INFO_SIGNATURE),
          row(
              "an earlier number",
              "tcb_info",
              text -> text.replace("\"isvsvn\":4", "\"isvsvn\":1"),
              Reason.TCB_INFO_SIGNATURE),
          row("its signature", "tcb_info_signature", flip(10), Reason.TCB_INFO_SIGNATURE),
          row("63 bytes", "tcb_info_signature", t -> t.substring(2), Reason.TCB_INFO_SIGNATURE),
          row("zero", "tcb_info_signature", t -> "0".repeat(128), Reason.TCB_INFO_SIGNATURE),
          row("all ones", "tcb_info_signature", t -> "f".repeat(128), Reason.TCB_INFO_SIGNATURE),
          row("no text", "qe_identity", text -> "", Reason.QE_IDENTITY_FORMAT),
          row(
              "another signer",
              "qe_identity_issuer_chain",
              text -> member("pck_crl_issuer_chain"),
              Reason.QE_IDENTITY_SIGNER),
          row("no chain", "qe_identity_issuer_chain", t -> "x", Reason.QE_IDENTITY_CHAIN_FORMAT),
          row("its signature", "qe_identity_signature", flip(10), Reason.QE_IDENTITY_SIGNATURE),
          row(
              "the TCB info",
              "qe_identity",
              text -> member("tcb_info"),
              Reason.QE_IDENTITY_SIGNATURE));

  private static Row row(
      String what, String member, UnaryOperator<String> change, Reason expected) {
    return new Row(what, member, change, expected);
  }

  /** Changes one hex digit, counted from the end if negative. */
  private static UnaryOperator<String> flip(int at) {
    return text -> {
      var digits = new StringBuilder(text);
      var index = at < 0 ? text.length() + at : at;
      digits.setCharAt(index, digits.charAt(index) == '5' ? '6' : '5');
      return digits.toString();
    };
  }

  private static String member(String name) {
    return ((Json.Str) TdxSamples.version4().collateral().toJson().members().get(name)).value();
  }

  @TestFactory
  List<DynamicTest> each_is_refused_with_its_code() {
    var tests = new ArrayList<DynamicTest>();
    for (var row : ROWS) {
      tests.add(
          DynamicTest.dynamicTest(
              row.member + ": " + row.what,
              () -> {
                var changed = changed(row.member, row.change.apply(member(row.member)));
                var found = reasons(TdxSamples.version4().verify(changed));
                assertEquals(row.expected, found.getFirst(), found.toString());
              }));
    }
    return tests;
  }

  /** It is of another name, and of course not signed by the right key either. */
  @Test
  void the_list_of_another_authority_is_named_for_both() {
    var found = reasons(TdxSamples.version4().verify(changed("pck_crl", member("root_ca_crl"))));
    assertEquals(List.of(Reason.PCK_CRL_ISSUER, Reason.PCK_CRL_SIGNATURE), found);
  }

  @Test
  void no_change_of_a_single_character_of_signed_text_is_accepted() {
    var random = new Random(7);
    for (var name : List.of("tcb_info", "qe_identity", "pck_crl", "root_ca_crl")) {
      for (var i = 0; i < 100; i++) {
        var at = random.nextInt(member(name).length());
        var changed = changed(name, flip(at).apply(member(name)));
        assertFalse(reasons(TdxSamples.version4().verify(changed)).isEmpty(), name + " at " + at);
      }
    }
  }

  private static TdxCollateral changed(String name, String value) {
    var members = new LinkedHashMap<>(TdxSamples.version4().collateral().toJson().members());
    members.put(name, Json.of(value));
    try {
      return TdxCollateral.parse(new Json.Obj(members));
    } catch (Rejected e) {
      throw new IllegalStateException(e);
    }
  }
}
