// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.engine.llama;

import dev.aver.attestation.keyset.ModelFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which compiled form of the kernels runs. Always chosen by name, never by looking at the machine:
 * another variant rounds differently, and then the same request has another answer.
 */
public enum KernelVariant {
  /** AVX2: every x86-64 server of the last ten years. */
  HASWELL(
      1_228_424,
      "ddaa96012769f0e86e8670cca374243751880bea2c2d0a4413b3a1b7a29dca74",
      "avx2 fma f16c bmi2"),
  /** AVX-512: every server that has TDX or SEV-SNP of the third generation on. */
  SKYLAKEX(
      1_369_312,
      "df30b40a957175cd8e462e8838632dc51e3be7570b27b9526cb7a044263aeab3",
      "avx2 fma f16c bmi2 avx512f avx512cd avx512bw avx512dq avx512vl");

  private final long size;
  private final String sha256;
  private final String needs;

  KernelVariant(long size, String sha256, String needs) {
    this.size = size;
    this.sha256 = sha256;
    this.needs = needs;
  }

  /** Its name in configuration and in the library's file name. */
  public String text() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** The variant of this name. */
  public static Optional<KernelVariant> of(String text) {
    return Stream.of(values()).filter(variant -> variant.text().equals(text)).findAny();
  }

  /** The library with the kernels. */
  ModelFile file() {
    return NativeFiles.pinned("libggml-cpu-" + text() + ".so", size, sha256);
  }

  /** What of the needed features a processor with {@code flags} lacks; empty: it can run this. */
  Set<String> missing(Set<String> flags) {
    var missing = new TreeSet<>(List.of(needs.split(" ")));
    missing.removeAll(flags);
    return missing;
  }
}
