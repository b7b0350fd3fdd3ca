// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Vectors;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.JsonWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Genuine evidence altered in one place, asked about as an index asks, and every code it gets. */
class TdxAlteredCasesTest {
  private static final String QUOTE = "tdx/tdx-v4-uptodate/quote.bin";
  private static final String COLLATERAL = "tdx/collateral/A_b0c06f_2025-06.json";
  private static final String AT = "2025-06-20T22:32:27Z";
  private static final int AUTH_SIZE = 632;
  private static final int OUTER_TYPE = 764;
  private static final int OUTER_SIZE = 766;
  private static final int INNER_TYPE = 1252;
  private static final int INNER_SIZE = 1254;
  private static final int PEM = 1258;
  private static final int PADDING = 70;

  private record Row(
      String what, Map<String, Bytes> files, String policy, boolean parsed, List<Reason> expected) {
    Row {
      files = Map.copyOf(files);
      expected = List.copyOf(expected);
    }
  }

  private static Row quote(
      String what, boolean parsed, UnaryOperator<byte[]> change, Reason... expected) {
    var changed = Bytes.of(change.apply(Vectors.read(QUOTE).toArray()));
    return new Row(what, Map.of("quote", changed), "{}", parsed, List.of(expected));
  }

  private static UnaryOperator<byte[]> with(int at, int... values) {
    return bytes -> {
      for (var i = 0; i < values.length; i++) {
        bytes[at + i] = (byte) values[i];
      }
      return bytes;
    };
  }

  /** Changes a size of 32 bits by less than its lowest byte holds. */
  private static UnaryOperator<byte[]> more(int at, int difference) {
    return bytes -> with(at, bytes[at] + difference).apply(bytes);
  }

  private static UnaryOperator<byte[]> cut(int size) {
    return bytes -> Arrays.copyOf(bytes, size);
  }

  private static List<Row> quotes() {
    var size = Vectors.read(QUOTE).size();
    return List.of(
        quote("as it is", true, bytes -> bytes),
        quote("nothing", false, cut(0), Reason.QUOTE_FORMAT),
        quote(
            "four bytes",
            false,
            b -> new byte[] {3, 0, 2, 0},
            Reason.QUOTE_FORMAT,
            Reason.QUOTE_VERSION),
        quote("half a header", false, cut(24), Reason.QUOTE_FORMAT),
        quote("a header", false, cut(48), Reason.QUOTE_FORMAT),
        quote("half a size", false, cut(634), Reason.QUOTE_FORMAT),
        quote("no auth data", false, cut(636), Reason.QUOTE_TRUNCATED, Reason.QUOTE_FORMAT),
        quote(
            "a byte of auth data less",
            false,
            cut(size - PADDING - 1),
            Reason.QUOTE_TRUNCATED,
            Reason.QUOTE_FORMAT),
        quote(
            "a gigantic size",
            false,
            with(AUTH_SIZE, 255, 255, 255, 255),
            Reason.QUOTE_TRUNCATED,
            Reason.QUOTE_FORMAT),
        quote(
            "no auth data announced",
            false,
            with(AUTH_SIZE, 0, 0, 0, 0),
            Reason.TRAILING_BYTES,
            Reason.QUOTE_FORMAT,
            Reason.AUTH_TRAILING),
        quote("version 3", false, with(0, 3), Reason.QUOTE_VERSION, Reason.TEE_TYPE),
        quote("version 6", false, with(0, 6), Reason.QUOTE_VERSION),
        quote("version 5 of 4", false, with(0, 5), Reason.BODY_TYPE),
        quote("SGX", true, with(4, 0), Reason.TEE_TYPE, Reason.QUOTE_SIGNATURE),
        quote("P-384", true, with(2, 3), Reason.ATT_KEY_TYPE, Reason.QUOTE_SIGNATURE),
        quote("another vendor", true, with(12, 0), Reason.QE_VENDOR_ID, Reason.QUOTE_SIGNATURE),
        quote(
            "auth a byte longer",
            true,
            more(AUTH_SIZE, 1),
            Reason.AUTH_TRAILING,
            Reason.CERT_DATA_LENGTH),
        quote(
            "auth a byte shorter",
            true,
            more(AUTH_SIZE, -1),
            Reason.CERT_DATA_LENGTH,
            Reason.AUTH_TRAILING),
        quote(
            "outer a byte longer",
            true,
            more(OUTER_SIZE, 1),
            Reason.CERT_DATA_LENGTH,
            Reason.AUTH_TRAILING),
        quote(
            "inner a byte longer",
            true,
            more(INNER_SIZE, 1),
            Reason.CERT_DATA_LENGTH,
            Reason.AUTH_TRAILING),
        quote(
            "inner a byte shorter",
            true,
            more(INNER_SIZE, -1),
            Reason.AUTH_TRAILING,
            Reason.CERT_DATA_LENGTH),
        quote("outer type", true, with(OUTER_TYPE, 5), Reason.CERT_DATA_TYPE),
        quote("inner type", true, with(INNER_TYPE, 3), Reason.CERT_DATA_TYPE_INNER),
        quote("PEM label", true, with(PEM, '+'), Reason.PCK_CHAIN_FORMAT, Reason.PCK_CERT_PARSE),
        quote(
            "no base64", true, with(PEM + 40, '*'), Reason.PCK_CERT_PARSE, Reason.PCK_CHAIN_FORMAT),
        quote("no DER", true, with(PEM + 28, 'A'), Reason.PCK_CERT_PARSE, Reason.PCK_CHAIN_FORMAT),
        quote("junk in the padding", true, with(size - 1, 1), Reason.TRAILING_BYTES));
  }

  private static Row bundle(String what, String member, Json value, Reason... expected) {
    try {
      var json = (Json.Obj) JsonReader.document(Vectors.read(COLLATERAL), 1 << 20);
      var members = new LinkedHashMap<>(json.members());
      members.put(member, value);
      var changed = Bytes.utf8(JsonWriter.write(new Json.Obj(members)));
      return new Row(what, Map.of("collateral", changed), "{}", true, List.of(expected));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Row text(String what, String collateral) {
    return new Row(
        what,
        Map.of("collateral", Bytes.utf8(collateral)),
        "{}",
        true,
        List.of(
            Reason.ROOT_CRL_PARSE,
            Reason.PCK_CRL_PARSE,
            Reason.TCB_INFO_CHAIN_FORMAT,
            Reason.QE_IDENTITY_CHAIN_FORMAT));
  }

  private static List<Row> bundles() {
    return List.of(
        text("an empty file", ""),
        text("no JSON", "<html>"),
        text("cut", "{\"root_ca_crl\":\"30"),
        text("an array", "[]"),
        text("nothing in it", "{}"),
        text("all of it null", "{\"tcb_info\":null,\"pck_crl\":null}"),
        bundle("numbers", "root_ca_crl", Json.of(7), Reason.ROOT_CRL_PARSE),
        bundle(
            "an object",
            "tcb_info",
            Json.object().build(),
            Reason.TCB_INFO_FORMAT,
            Reason.TCB_INFO_SIGNATURE),
        bundle(
            "null",
            "qe_identity",
            Json.Null.NULL,
            Reason.QE_IDENTITY_FORMAT,
            Reason.QE_IDENTITY_SIGNATURE),
        bundle(
            "no JSON",
            "tcb_info",
            Json.of("{\"id\":"),
            Reason.TCB_INFO_SIGNATURE,
            Reason.TCB_INFO_FORMAT),
        bundle(
            "of another kind",
            "qe_identity",
            Json.of("{\"id\":\"QE\",\"version\":2}"),
            Reason.QE_IDENTITY_SIGNATURE,
            Reason.QE_IDENTITY_TYPE),
        bundle("false", "pck_crl", Json.of(false), Reason.PCK_CRL_PARSE),
        bundle("a list", "tcb_info_signature", Json.array(List.of()), Reason.TCB_INFO_SIGNATURE),
        bundle("chain", "qe_identity_issuer_chain", Json.of(1), Reason.QE_IDENTITY_CHAIN_FORMAT),
        bundle(
            "a list cut",
            "pck_crl",
            Json.of("3082"),
            Reason.PCK_CRL_PARSE,
            Reason.PCK_CRL_SIGNATURE),
        bundle("a member more", "comment", Json.of("hello")),
        bundle("unused here", "pck_crl_issuer_chain", Json.Null.NULL));
  }

  private static Row policy(String policy, Reason... expected) {
    return new Row(policy, Map.of(), policy, true, List.of(expected));
  }

  private static List<Row> policies() {
    return List.of(
        policy("{'allow_debug':null,'mrtd':null,'accept_tcb_status':null,'news':null}"),
        policy("{'require_sept_ve_disable':true,'require_zero_mrservicetd':true}"),
        policy("{'accept_tcb_status':['UpToDate','OutOfDate']}"),
        policy("{'accept_tcb_status':['TDRelaunchAdvised']}", Reason.TCB_STATUS_NOT_ACCEPTED),
        policy("{'accept_tcb_status':[]}", Reason.TCB_STATUS_NOT_ACCEPTED),
        policy("{'min_tcb_evaluation_data_number':17}"),
        policy("{'min_tcb_evaluation_data_number':18}", Reason.TCB_EVALUATION_NUMBER_TOO_LOW),
        policy(
            "{'mrtd':'91EB2B44D141D4ECE09F0C75C2C53D247A3C68EDD7FAFE8A3520C942A604A407"
                + "DE03AE6DC5F87F27428B2538873118B7'}"),
        policy("{'mrtd':'00'}", Reason.MRTD_MISMATCH),
        policy("{'rtmr3':'11'}", Reason.RTMR_MISMATCH),
        policy("{'mr_seam':'11'}", Reason.MRSEAM_MISMATCH, Reason.TDX_MODULE_MISMATCH),
        policy("{'mrconfigid':'11'}", Reason.MRCONFIGID_MISMATCH),
        policy("{'report_data':'11'}", Reason.REPORT_DATA_MISMATCH));
  }

  @TestFactory
  List<DynamicTest> each_is_refused_with_its_codes_and_shown_as_far_as_it_can_be_read() {
    var rows = new ArrayList<Row>();
    rows.addAll(quotes());
    rows.addAll(bundles());
    rows.addAll(policies());
    return rows.stream().map(row -> DynamicTest.dynamicTest(row.what, () -> check(row))).toList();
  }

  private static void check(Row row) throws Exception {
    var files = Map.of("quote", QUOTE, "collateral", COLLATERAL);
    var answer = answer(files, AT, row.policy, row.files);
    assertEquals(row.expected, answer.reasons());
    assertEquals(row.expected.isEmpty() ? "accept" : "reject", answer.result());
    assertEquals(row.parsed, answer.toJson().members().containsKey("parsed"));
  }

  /** Asks about these files by role, some of which are {@code changed}. */
  static EvidenceAnswer answer(
      Map<String, String> files, String at, String policy, Map<String, Bytes> changed)
      throws Exception {
    var roles = Json.object();
    files.forEach(roles::put);
    var asked =
        Json.object()
            .put("id", "case")
            .put("tee", "tdx")
            .put("files", roles.build())
            .put("trust_anchor", "intel")
            .put("verify_at", at)
            .put("policy", JsonReader.document(Bytes.utf8(policy.replace('\'', '"')), 1 << 16));
    var index =
        new EvidenceIndex(
            Map.of("intel", "tdx/roots/intel_sgx_root_ca.pem"),
            List.of(EvidenceCase.parse(asked.build())));
    var byPath = new LinkedHashMap<String, Bytes>();
    changed.forEach((role, bytes) -> byPath.put(files.get(role), bytes));
    var report =
        new EvidenceConformance(
                index,
                path ->
                    Optional.of(byPath.containsKey(path) ? byPath.get(path) : Vectors.read(path)))
            .report();
    var answer = report.answers().getFirst();
    assertEquals(Optional.empty(), answer.error());
    return answer;
  }
}
