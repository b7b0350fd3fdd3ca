// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.Verifier;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A log that travels with evidence replays to the registers of its quote, or spoils it. */
class EventLogTest {
  private static final String EVENT =
      "[{\"imr\":3,\"event_type\":134217729,\"digest\":\"\",\"event\":\"app\","
          + "\"event_payload\":\"00\"}]";

  private static List<Reason> reasons(String bundle, String format, Bytes log) throws Rejected {
    var proof = BundleFiles.json(bundle);
    var logs =
        Json.array(
            List.of(Json.object().put("format", format).put("data", log.base64Url()).build()));
    var with =
        BundleFiles.with(
            proof,
            "evidence",
            evidence -> {
              var members = new LinkedHashMap<>(((Json.Obj) evidence).members());
              members.put("eventLogs", logs);
              return new Json.Obj(members);
            });
    return Verifier.verify(BundleFiles.text(with), BundleFiles.options()).reasons();
  }

  @Test
  void a_log_without_events_explains_nothing_and_spoils_nothing() throws Exception {
    assertEquals(List.of(), reasons("proof-tdx", "tdx-runtime", Bytes.utf8("[]")));
  }

  @Test
  void a_log_of_what_was_never_measured_is_refused() throws Exception {
    assertEquals(
        List.of(Reason.RTMR_MISMATCH), reasons("proof-tdx", "tdx-runtime", Bytes.utf8(EVENT)));
  }

  @Test
  void a_malformed_log_is_refused_in_either_format() throws Exception {
    var garbage = Bytes.utf8("garbage");
    assertEquals(List.of(Reason.EVENT_LOG_FORMAT), reasons("proof-tdx", "tdx-runtime", garbage));
    assertEquals(List.of(Reason.EVENT_LOG_FORMAT), reasons("proof-tdx", "ccel", garbage));
  }

  @Test
  void a_log_of_tdx_does_not_belong_to_snp() throws Exception {
    assertEquals(
        List.of(Reason.EVENT_LOG_FORMAT),
        reasons("proof-attested", "tdx-runtime", Bytes.utf8("[]")));
  }
}
