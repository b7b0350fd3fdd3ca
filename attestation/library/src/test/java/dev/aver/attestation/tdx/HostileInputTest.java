// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.Vectors;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.tdx.collateral.QeIdentity;
import dev.aver.attestation.tdx.collateral.TcbInfo;
import dev.aver.attestation.tdx.collateral.TdxCollateral;
import dev.aver.attestation.tdx.eventlog.Ccel;
import dev.aver.attestation.tdx.eventlog.RuntimeLog;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever arrives, there is an answer: nothing escapes, and nothing changed is taken for good. */
class HostileInputTest {
  private static final int ROUNDS = 400;
  private static final String LETTERS = "0123456789abcdefABCDEF{}[]\",:-+/=\n \u00e9\ud83d";

  private final Random random = new Random(20260601);

  @Test
  void changed_quotes_have_eight_findings_and_a_failure() {
    var sample = TdxSamples.version5();
    for (var i = 0; i < ROUNDS; i++) {
      var bytes = sample.quote().toArray();
      // Up to the PEM text, whose white space may change without changing a certificate.
      bytes[random.nextInt(1300)] ^= (byte) (1 + random.nextInt(255));
      if (random.nextInt(5) == 0) {
        bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      var result = sample.verify(Bytes.of(bytes));
      assertFalse(TdxSamples.reasons(result).isEmpty());
      assertEquals(
          8, result.findings().stream().map(finding -> finding.check()).distinct().count());
    }
  }

  @Test
  void changed_collateral_has_eight_findings() throws Exception {
    var sample = TdxSamples.version5();
    var names = sample.collateral().toJson().members().keySet().toArray(String[]::new);
    for (var i = 0; i < ROUNDS; i++) {
      var members = new LinkedHashMap<>(sample.collateral().toJson().members());
      members.computeIfPresent(
          names[random.nextInt(names.length)],
          (name, value) -> Json.of(changed(((Json.Str) value).value())));
      var result = sample.verify(TdxCollateral.parse(new Json.Obj(members)));
      assertEquals(
          8, result.findings().stream().map(finding -> finding.check()).distinct().count());
    }
  }

  @Test
  void changed_documents_and_logs_are_read_or_refused() {
    var collateral = TdxSamples.version5().collateral();
    var firmware = Vectors.read("tdx/tdx-v4-gcp-module-svn-rule/ccel_data.dat");
    var runtime = Vectors.read("tdx/tdx-v4-dstack-eventlog/event_log.json");
    for (var i = 0; i < ROUNDS; i++) {
      attempt(() -> TcbInfo.parse(Bytes.utf8(changed(collateral.tcbInfo()))));
      attempt(() -> QeIdentity.parse(Bytes.utf8(changed(collateral.qeIdentity()))));
      attempt(() -> Ccel.parse(changed(firmware)).log().replay());
      attempt(() -> RuntimeLog.parse(changed(runtime)).replay());
    }
  }

  private interface Attempt {
    void make() throws Rejected;
  }

  private static void attempt(Attempt attempt) {
    try {
      attempt.make();
    } catch (Rejected e) {
      assertFalse(e.detail().isEmpty());
    }
  }

  private Bytes changed(Bytes bytes) {
    var copy = bytes.toArray();
    for (var i = 0; i < 3; i++) {
      copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
    }
    return Bytes.of(copy);
  }

  private String changed(String text) {
    var copy = new StringBuilder(text);
    for (var i = 0; i < 3; i++) {
      var at = random.nextInt(copy.length());
      var letter = LETTERS.charAt(random.nextInt(LETTERS.length()));
      switch (random.nextInt(3)) {
        case 0 -> copy.setCharAt(at, letter);
        case 1 -> copy.insert(at, letter);
        default -> copy.deleteCharAt(at);
      }
    }
    return copy.toString();
  }
}
