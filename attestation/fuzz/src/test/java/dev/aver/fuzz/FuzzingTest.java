// SPDX-License-Identifier: Apache-2.0
package dev.aver.fuzz;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each target in a process of its own, one after the other, from the corpus on. */
class FuzzingTest {
  private static final int SECONDS = Integer.getInteger("aver.fuzz.seconds", 5);

  @ParameterizedTest
  @EnumSource(Target.class)
  void nothing_but_values_and_rejections(Target target) throws Exception {
    var seeds = Corpus.of(target);
    var run = new Fuzzer(Path.of("target/fuzz").toAbsolutePath(), SECONDS).run(target, seeds);
    run.requireFuzzed(target, seeds.size());
    System.out.printf(
        "%s: %,d executions, %,d edges, from %d seeds%n",
        target, run.executions(), run.coverage(), seeds.size());
  }
}
