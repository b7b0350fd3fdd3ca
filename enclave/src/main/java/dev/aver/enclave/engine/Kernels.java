// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.engine;

import dev.aver.enclave.models.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The instruction set that ONNX Runtime's kernels use on this processor. It chooses by itself and
 * cannot be told; sums are rounded differently by another one, so the numeric profile names it.
 */
final class Kernels {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private Kernels() {}

  /** The name in numeric profiles, for graphs of this precision. */
  static String of(Precision precision) throws IOException {
    return name(System.getProperty("os.arch", ""), flags(), precision);
  }

  static String name(String architecture, Set<String> flags, Precision precision) {
    if (architecture.equals("aarch64")) {
      return "neon";
    }
    if (precision == Precision.INT8) {
      for (var wider : List.of("amx_int8", "avx512_vnni", "avx_vnni")) {
        if (flags.contains(wider)) {
          return wider.replace("_", "");
        }
      }
    }
    return flags.contains("avx512f") ? "avx512" : flags.contains("avx2") ? "avx2" : "sse";
  }

  private static Set<String> flags() throws IOException {
    if (!Files.isReadable(CPU_INFO)) {
      return Set.of();
    }
    try (var lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("flags"))
          .findFirst()
          .map(line -> Set.of(line.split(":", 2)[1].strip().split("\\s+")))
          .orElse(Set.of());
    }
  }
}
