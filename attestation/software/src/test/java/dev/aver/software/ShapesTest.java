// SPDX-License-Identifier: Apache-2.0
package dev.aver.software;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.snp.abi.SnpReport;
import java.security.SecureRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each shape's report and extensions agree with each other, without the cost of a whole PKI. */
class ShapesTest {
  @ParameterizedTest
  @EnumSource(Shape.class)
  void theReportIsOfItsProduct(Shape shape) throws Exception {
    var chipId = new byte[shape.product().chipIdSize()];
    chipId[0] = 1;
    var key = VcekKey.generate(new SecureRandom());
    var machine = new Machine(shape, Bytes.of(chipId), key);
    var guest = Guest.measured(Bytes.of(new byte[48]));
    var id = Bytes.of(new byte[32]);
    var raw = ReportWriter.write(machine, guest, id, Bytes.of(new byte[64]));
    var report = SnpReport.parse(raw);
    assertEquals(shape.product().line(), report.cpuid().orElseThrow().line().orElseThrow());
    assertEquals(shape.tcb(), shape.product().layout().decode(report.reportedTcb()));
    assertTrue(shape.product().layout().reservedZero(report.reportedTcb()));
    assertEquals(Bytes.of(chipId), report.chipId().slice(0, chipId.length));
  }
}
