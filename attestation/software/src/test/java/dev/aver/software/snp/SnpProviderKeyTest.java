// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.snp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aver.attestation.Reason;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.policy.Expectation.Exactly;
import dev.aver.attestation.snp.abi.SigningKey;
import dev.aver.attestation.snp.appraise.SnpPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A Turin machine whose reports a provider's key signs: no chip, an fmc level, a CSP id. */
class SnpProviderKeyTest {
  @TempDir private static Path directory;
  private static Bench turin;

  private record Row(
      String what, UnaryOperator<ReportDraft> knob, SnpPolicy policy, List<Reason> expected) {}

  @BeforeAll
  static void open() throws IOException {
    turin = Bench.open(directory, SnpShape.TURIN, 5, SigningKey.VLEK);
  }

  private static Row row(
      String what, UnaryOperator<ReportDraft> knob, SnpPolicy policy, Reason... expected) {
    return new Row(what, knob, policy, List.of(expected));
  }

  private static Bytes tcb(int... components) {
    var raw = new byte[8];
    for (var i = 0; i < components.length; i++) {
      raw[i] = (byte) components[i];
    }
    raw[7] = (byte) SnpShape.TURIN.tcb().microcode();
    return Bytes.of(raw);
  }

  private static List<Row> rows() {
    var chip = Demand.identity("maskedChipId", new Exactly<>(false));
    return List.of(
        row("as it is", d -> d, Bench.POLICY),
        row("said to be a chip's", d -> d.signerInfo(0), Bench.POLICY, Reason.VEK_KIND_MISMATCH),
        row("an older fmc", d -> d.reportedTcb(tcb(0, 1, 1, 4)), Bench.POLICY, Reason.TCB_MISMATCH),
        row(
            "an fmc committed above the running one",
            d -> d.committedTcb(tcb(2, 1, 1, 4)),
            Bench.POLICY,
            Reason.TCB_ORDER),
        row(
            "in the layout of older products",
            d -> d.launchTcb(tcb(1, 1, 0, 0, 0, 0, 4)),
            Bench.POLICY,
            Reason.REPORT_RESERVED_NONZERO),
        row("where a chip is demanded", d -> d, chip, Reason.CHIP_ID_MASKED),
        row("of its provider", d -> d, Demand.identity("cspId", new Exactly<>("software"))),
        row(
            "of another provider",
            d -> d,
            Demand.identity("cspId", new Exactly<>("another")),
            Reason.CSP_ID_MISMATCH));
  }

  @TestFactory
  Stream<DynamicTest> everyKnobGetsItsCode() {
    return rows().stream().map(row -> DynamicTest.dynamicTest(row.what, () -> check(row)));
  }

  private static void check(Row row) throws Exception {
    var report = turin.machine.sign(row.knob.apply(turin.draft()));
    var result = turin.verify(report, turin.machine.documents(), row.policy);
    assertEquals(row.expected, Bench.reasons(result), result.findings().toString());
  }
}
