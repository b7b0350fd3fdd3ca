// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.eventlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.Vectors;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.tdx.abi.TdReport;
import dev.aver.attestation.tdx.abi.TdxQuote;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EventLogTest {
  private static final String DSTACK = "tdx/tdx-v4-dstack-eventlog/";
  private static final String GCP = "tdx/tdx-v4-gcp-module-svn-rule/";

  private static TdReport report(String folder) throws Rejected {
    return TdxQuote.parse(Vectors.read(folder + "quote.bin")).report();
  }

  private static Bytes firmwareLog() {
    return Vectors.read(GCP + "ccel_data.dat");
  }

  private static String runtimeLog() {
    return new String(Vectors.read(DSTACK + "event_log.json").toArray(), StandardCharsets.UTF_8);
  }

  @Test
  void a_firmware_log_replays_to_the_registers_of_its_quote() throws Exception {
    var ccel = Ccel.parse(firmwareLog());
    assertEquals(report(GCP).rtmrs(), ccel.log().replay());
    assertEquals(43, ccel.count());
    assertEquals(18101, ccel.used());
  }

  @Test
  void the_kernels_command_line_is_proved_by_its_digest() throws Exception {
    var proved =
        Ccel.parse(firmwareLog()).log().events().stream()
            .flatMap(event -> event.proved().stream())
            .map(content -> new String(content.toArray(), StandardCharsets.UTF_8))
            .toList();
    assertTrue(proved.contains("setparams verified image A"), proved.toString());
    assertTrue(proved.stream().anyMatch(text -> text.startsWith("linux /syslinux/vmlinuz.A")));
    assertTrue(proved.contains("Exit Boot Services Invocation"));
  }

  @Test
  void what_a_log_only_claims_is_not_proved() throws Exception {
    var log = firmwareLog().toArray();
    var text = "Exit Boot Services Invocation".getBytes(StandardCharsets.UTF_8);
    var at = indexOf(log, text);
    log[at] = 'e';
    var ccel = Ccel.parse(Bytes.of(log));
    ccel.log().requireReplayOf(report(GCP)); // the digests are untouched …
    assertTrue( // … and so the changed words have no proof
        ccel.log().events().stream()
            .filter(event -> event.data().equals(Bytes.utf8("exit Boot Services Invocation")))
            .allMatch(event -> event.proved().isEmpty()));
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    for (var i = 0; i + wanted.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    throw new IllegalStateException("not in the log");
  }

  @Test
  void a_firmware_log_is_refused_where_it_is_cut_or_continued() throws Exception {
    var log = firmwareLog();
    for (var size = 0; size < 18101; size += 37) {
      var cut = log.slice(0, size);
      Reason reason;
      try {
        Ccel.parse(cut).log().requireReplayOf(report(GCP));
        continue; // the cut fell between two events of a register that was complete
      } catch (Rejected e) {
        reason = e.reason();
      }
      assertTrue(
          reason == Reason.EVENT_LOG_FORMAT || reason == Reason.RTMR_MISMATCH, reason.toString());
    }
    var behind = log.toArray();
    behind[behind.length - 1] = 0;
    assertEquals(
        Reason.EVENT_LOG_FORMAT,
        assertThrows(Rejected.class, () -> Ccel.parse(Bytes.of(behind))).reason());
  }

  @Test
  void the_acpi_table_points_to_the_log() throws Exception {
    var table = Vectors.read(GCP + "ccel_table.dat");
    assertEquals(0x40000, CcelTable.parse(table).areaSize());
    var changed = table.toArray();
    changed[50] ^= 1;
    assertEquals(
        Reason.EVENT_LOG_FORMAT,
        assertThrows(Rejected.class, () -> CcelTable.parse(Bytes.of(changed))).reason());
  }

  @Test
  void a_runtime_log_replays_and_its_words_are_what_was_measured() throws Exception {
    var log = RuntimeLog.parse(Bytes.utf8(runtimeLog()));
    log.requireReplayOf(report(DSTACK));
    assertEquals(report(DSTACK).rtmrs(), log.replay());
    assertTrue(
        log.events().stream()
            .filter(event -> event.register() == 3)
            .allMatch(event -> event.proved().isPresent()));
  }

  @Test
  void digests_that_were_left_out_are_derived() throws Exception {
    var without =
        runtimeLog().replaceAll("(\"event_type\": ?134217729,\\s*\"digest\": ?\")[0-9a-f]+", "$1");
    assertEquals(report(DSTACK).rtmrs(), RuntimeLog.parse(Bytes.utf8(without)).replay());
  }

  @Test
  void changed_words_of_a_runtime_event_are_refused() {
    var changed = runtimeLog().replace("compose-hash", "compose-hasH");
    assertEquals(
        Reason.EVENT_LOG_DIGEST,
        assertThrows(Rejected.class, () -> RuntimeLog.parse(Bytes.utf8(changed))).reason());
  }

  @Test
  void a_runtime_log_of_another_guest_does_not_replay() throws Exception {
    var log = RuntimeLog.parse(Bytes.utf8(runtimeLog()));
    var other = report(GCP);
    assertEquals(
        Reason.RTMR_MISMATCH,
        assertThrows(Rejected.class, () -> log.requireReplayOf(other)).reason());
  }

  @Test
  void malformed_runtime_logs_are_refused() {
    for (var text :
        new String[] {
          "",
          "{}",
          "[1]",
          "[{}]",
          "[{\"imr\":4,\"event_type\":1,\"digest\":\"\",\"event\":\"\",\"event_payload\":\"\"}]",
          "[{\"imr\":0,\"event_type\":1,\"digest\":\"\",\"event\":\"\",\"event_payload\":\"\"}]",
          "[{\"imr\":0,\"event_type\":1,\"digest\":\"00\",\"event\":\"\",\"event_payload\":\"\"}]",
          "[{\"imr\":3,\"event_type\":1,\"digest\":\"\",\"event\":\"\",\"event_payload\":\"0\"}]",
        }) {
      assertEquals(
          Reason.EVENT_LOG_FORMAT,
          assertThrows(Rejected.class, () -> RuntimeLog.parse(Bytes.utf8(text)), text).reason(),
          text);
    }
  }
}
