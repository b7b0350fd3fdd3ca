// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Vectors;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is asked follows from the roles of the files, whichever of them there are. */
class TdxRolesTest {
  private static final String RAW = "tdx/pcs-raw/";
  private static final String OLD = "2023-06-18T14:42:58Z";
  private static final String RECENT = "2026-02-10T00:00:00Z";
  private static final String GCP = "tdx/tdx-v4-gcp-module-svn-rule/";
  private static final String DSTACK = "tdx/tdx-v4-dstack-eventlog/";

  private static EvidenceAnswer answer(String at, Map<String, String> files) throws Exception {
    return TdxAlteredCasesTest.answer(files, at, "{}", Map.of());
  }

  private static void expect(
      String operation, String result, List<Reason> reasons, EvidenceAnswer a) {
    assertEquals(operation, a.operation());
    assertEquals(result, a.result());
    assertEquals(reasons, a.reasons());
  }

  @Test
  void a_single_document_is_verified_by_its_own_chain() throws Exception {
    var info =
        answer(
            OLD,
            Map.of(
                "tcb_info", RAW + "tcbinfo_50806f.json",
                "tcb_info_issuer_chain", RAW + "TCB-Info-Issuer-Chain.txt"));
    expect("collateral", "collateral-ok", List.of(), info);
    assertEquals(Json.of("50806f000000"), info.details().get("fmspc"));
    assertEquals(Json.of("2023-07-18T08:42:58Z"), info.details().get("earliest_next_update"));
    expect(
        "collateral",
        "collateral-ok",
        List.of(),
        answer(
            OLD,
            Map.of(
                "qe_identity", RAW + "qe_identity_td.json",
                "qe_identity_issuer_chain", RAW + "SGX-Enclave-Identity-Issuer-Chain.txt")));
    expect(
        "collateral",
        "collateral-ok",
        List.of(),
        answer(
            OLD,
            Map.of(
                "pck_crl", RAW + "pckcrl_platform.der",
                "pck_crl_issuer_chain", RAW + "SGX-PCK-CRL-Issuer-Chain.txt")));
  }

  /** The signer was certified anew with the same key: the signature alone says nothing. */
  @Test
  void a_document_under_a_signer_that_has_ended_is_refused() throws Exception {
    var info =
        answer(
            RECENT,
            Map.of(
                "tcb_info", RAW + "tcbinfo_90c06f.json",
                "tcb_info_issuer_chain", RAW + "TCB-Info-Issuer-Chain.txt"));
    expect("collateral", "reject", List.of(Reason.TCB_INFO_SIGNER_EXPIRED), info);
  }

  @Test
  void a_document_without_its_chain_or_a_chain_without_its_document_is_refused() throws Exception {
    expect(
        "collateral",
        "reject",
        List.of(Reason.TCB_INFO_CHAIN_FORMAT),
        answer(OLD, Map.of("tcb_info", RAW + "tcbinfo_50806f.json")));
    expect(
        "collateral",
        "reject",
        List.of(Reason.TCB_INFO_FORMAT, Reason.TCB_INFO_SIGNATURE),
        answer(OLD, Map.of("tcb_info_issuer_chain", RAW + "TCB-Info-Issuer-Chain.txt")));
    expect(
        "collateral",
        "reject",
        List.of(Reason.PCK_CHAIN_FORMAT),
        answer(OLD, Map.of("root_crl", RAW + "rootcacrl.der")));
  }

  @Test
  void a_bundle_without_quote_is_collateral() throws Exception {
    var bundle =
        answer(
            "2026-02-19T22:58:51Z", Map.of("collateral", "tdx/collateral/B_90c06f_2026-02.json"));
    expect("collateral", "collateral-ok", List.of(), bundle);
    assertEquals(Json.of(18), bundle.details().get("tcb_evaluation_data_number"));
  }

  @Test
  void a_quote_beside_raw_answers_is_verified_with_them() throws Exception {
    var quote =
        answer(
            OLD,
            Map.of(
                "quote",
                "tdx/tdx-v4-debug/quote.bin",
                "tcb_info",
                RAW + "tcbinfo_50806f.json",
                "tcb_info_issuer_chain",
                RAW + "TCB-Info-Issuer-Chain.txt"));
    assertEquals("verify", quote.operation());
    assertEquals(Reason.ROOT_CRL_PARSE, quote.reasons().getFirst());
  }

  @Test
  void logs_are_replayed_with_a_quote_and_read_without() throws Exception {
    for (var log :
        List.of(
            Map.of("ccel-event-log", GCP + "ccel_data.dat"),
            Map.of("event_log", DSTACK + "event_log.json"))) {
      expect("replay", "replay", List.of(), answer(OLD, log));
    }
    var replayed =
        answer(OLD, Map.of("ccel-event-log", GCP + "ccel_data.dat", "quote", GCP + "quote.bin"));
    expect("replay", "replay", List.of(), replayed);
    assertFalse(replayed.details().members().isEmpty());
  }

  @Test
  void a_log_whose_words_are_not_what_was_hashed_does_not_replay() throws Exception {
    var log = new String(Vectors.read(DSTACK + "event_log.json").toArray(), StandardCharsets.UTF_8);
    var files = Map.of("event_log", DSTACK + "event_log.json", "quote", DSTACK + "quote.bin");
    for (var change :
        List.of(List.of("\"compose-hash\"", "\"compose-hush\""), List.of("\"imr\"", "\"imx\""))) {
      var changed = log.replace(change.getFirst(), change.getLast());
      var answer =
          TdxAlteredCasesTest.answer(files, OLD, "{}", Map.of("event_log", Bytes.utf8(changed)));
      assertEquals("reject", answer.result());
      assertEquals(Reason.RTMR_MISMATCH, answer.reasons().getLast());
    }
  }
}
