// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names against the numbers that guests of these models are measured with. */
class ProcessorModelTest {
  @ParameterizedTest
  @CsvSource({
    "EPYC,0x800f12",
    "EPYC-v4,0x800f12",
    "EPYC-IBPB,0x800f12",
    "EPYC-Rome,0x830f10",
    "EPYC-Rome-v3,0x830f10",
    "EPYC-Milan,0xa00f11",
    "epyc-milan-v2,0xa00f11",
    "EPYC-Genoa,0xa10f10",
    "EPYC-Turin,0xb00f00"
  })
  void signatures(String name, String signature) throws Rejected {
    assertEquals(Integer.decode(signature), ProcessorModel.named(name).signature());
  }

  @Test
  void anUnknownNameIsRefusedWithTheNearest() {
    var refused = assertThrows(Rejected.class, () -> ProcessorModel.named("EPYC-Millan"));
    assertEquals(Reason.FIELD_RANGE, refused.reason());
    assertTrue(refused.detail().endsWith("EPYC-Milan"), refused.detail());
    assertThrows(Rejected.class, () -> ProcessorModel.named("EPYC-Milan-v9"));
  }
}
