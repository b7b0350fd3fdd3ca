// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.engine.llama;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the processor can do: kernels that it cannot run would end the process by a signal. */
final class Processor {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private Processor() {}

  /** The feature flags of the first core, as Linux spells them. */
  static Set<String> flags() throws IOException {
    try (var lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("flags"))
          .findFirst()
          .map(line -> Set.copyOf(new HashSet<>(List.of(line.split("\\s+")))))
          .orElse(Set.of());
    }
  }
}
