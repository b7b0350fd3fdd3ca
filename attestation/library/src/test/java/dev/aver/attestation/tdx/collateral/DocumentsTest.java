// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.collateral;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.Vectors;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;

/** What Intel's documents must hold, apart from who signed them. */
class DocumentsTest {
  private static TdxCollateral collateral() throws Rejected {
    var json = Vectors.read("tdx/collateral/B_90c06f_2026-02.json");
    return TdxCollateral.parse(JsonReader.document(json, 1 << 20));
  }

  private static Reason tcbInfo(String text) {
    return assertThrows(Rejected.class, () -> TcbInfo.parse(Bytes.utf8(text)), text).reason();
  }

  private static Reason qeIdentity(String text) {
    return assertThrows(Rejected.class, () -> QeIdentity.parse(Bytes.utf8(text)), text).reason();
  }

  @Test
  void tcb_info_must_be_whole() throws Exception {
    var good = collateral().tcbInfo();
    assertEquals(3, TcbInfo.parse(Bytes.utf8(good)).levels().size());
    for (var change :
        new String[][] {
          {"\"UpToDate\"", "\"Fine\""},
          {"\"pcesvn\":13", "\"pcesvn\":65536"},
          {"\"pcesvn\":13", "\"pcesvn\":-1"},
          {"\"pcesvn\":13", "\"pcesvn\":\"13\""},
          {"{\"svn\":3,", "{\"svn\":256,"},
          {"{\"svn\":0},", ""},
          {"90C06F000000", "90C06F0000"},
          {"90C06F000000", "90C06F00000G"},
          {"2026-02-18T10:58:51Z", "2026-02-30T10:58:51Z"},
          {"2026-02-18T10:58:51Z", "2026-02-18 10:58:51"},
          {"\"fmspc\":", "\"fmspd\":"},
          {"\"isvsvn\":6", "\"isvsvn\":6.0"},
        }) {
      var changed = good.replace(change[0], change[1]);
      assertEquals(Reason.TCB_INFO_FORMAT, tcbInfo(changed), change[0] + " -> " + change[1]);
    }
    assertEquals(Reason.TCB_INFO_FORMAT, tcbInfo("{\"id\":\"TDX\",\"id\":\"TDX\"}"));
    assertEquals(Reason.TCB_INFO_TYPE, tcbInfo(good.replace("\"TDX\"", "\"SGX\"")));
    assertEquals(Reason.TCB_INFO_TYPE, tcbInfo(good.replace("\"version\":3", "\"version\":2")));
  }

  @Test
  void qe_identity_must_be_whole() throws Exception {
    var good = collateral().qeIdentity();
    assertEquals(2, QeIdentity.parse(Bytes.utf8(good)).isvProdId());
    for (var change :
        new String[][] {
          {"\"miscselect\":\"00000000\"", "\"miscselect\":\"000000\""},
          {"\"isvprodid\":2", "\"isvprodid\":70000"},
          {"\"UpToDate\"", "\"\""},
          {"DC9E", "DC9"},
        }) {
      var changed = good.replace(change[0], change[1]);
      assertEquals(Reason.QE_IDENTITY_FORMAT, qeIdentity(changed), change[0]);
    }
    assertEquals(Reason.QE_IDENTITY_TYPE, qeIdentity(good.replace("\"TD_QE\"", "\"QE\"")));
  }

  @Test
  void a_bundle_has_nine_members_and_no_others() throws Exception {
    var json = collateral().toJson();
    assertEquals(9, json.members().size());
    assertEquals(collateral(), TdxCollateral.parse(json));
    for (var name : json.members().keySet()) {
      var members = new LinkedHashMap<>(json.members());
      members.remove(name);
      var without = new Json.Obj(members);
      assertEquals(
          Reason.FIELD_MISSING,
          assertThrows(Rejected.class, () -> TdxCollateral.parse(without)).reason());
    }
  }

  @Test
  void the_signed_text_is_cut_out_of_a_response_as_it_stands() throws Exception {
    var body = Vectors.read("tdx/pcs-raw/tcbinfo_50806f.json");
    var response = PcsResponse.parse(body, "tcbInfo", Reason.TCB_INFO_FORMAT);
    var text = new String(body.toArray(), StandardCharsets.UTF_8).strip();
    assertEquals(
        text,
        "{\"tcbInfo\":" + response.document() + ",\"signature\":\"" + response.signature() + "\"}");
    var odd = "{ \"signature\" : \"a}{\\\"\", \"tcbInfo\" : {\"x\" : \"}\\\"{\" , \"y\":{}} }";
    assertEquals(
        "{\"x\" : \"}\\\"{\" , \"y\":{}}",
        PcsResponse.parse(Bytes.utf8(odd), "tcbInfo", Reason.TCB_INFO_FORMAT).document());
    assertThrows(
        Rejected.class,
        () -> PcsResponse.parse(Bytes.utf8("{\"tcbInfo\":{}}"), "tcbInfo", Reason.TCB_INFO_FORMAT));
  }
}
