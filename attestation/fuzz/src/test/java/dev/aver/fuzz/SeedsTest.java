// SPDX-License-Identifier: Apache-2.0
package dev.aver.fuzz;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aver.attestation.bytes.Bytes;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The corpus in every run: whatever a target starts from is a value or a rejection, as is less. */
class SeedsTest {
  private static final int CUTS = 12;

  @ParameterizedTest
  @EnumSource(Target.class)
  void seeds_are_borne_whole_and_cut_anywhere(Target target) {
    for (var seed : Corpus.of(target)) {
      for (var cut = 0; cut <= CUTS; cut++) {
        Allocation.requireBounded(target, seed.slice(0, seed.size() * cut / CUTS));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void nothing_and_a_lot_of_one_byte_are_borne(Target target) {
    Allocation.requireBounded(target, Bytes.EMPTY);
    for (var octet : new int[] {0, 0x30, '[', '"', 0xff}) {
      var input = new byte[Seeds.MAX_SIZE];
      Arrays.fill(input, (byte) octet);
      Allocation.requireBounded(target, Bytes.of(input));
    }
  }

  @Test
  void a_run_that_executed_nothing_is_none() {
    var finished = "#9  DONE   cov: 41 ft: 60\nstat::number_of_executed_units: 900\n";
    FuzzRun.of(0, finished).requireFuzzed(Target.JSON, 5);
    for (var run :
        new FuzzRun[] {
          FuzzRun.of(0, ""),
          FuzzRun.of(77, finished),
          FuzzRun.of(0, finished.replace("900", "5")),
          FuzzRun.of(0, finished.replace("41", "4"))
        }) {
      assertThrows(AssertionError.class, () -> run.requireFuzzed(Target.JSON, 5));
    }
  }
}
