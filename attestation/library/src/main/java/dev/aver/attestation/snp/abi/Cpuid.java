// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.snp.abi;

import java.util.Optional;

/** The processor as CPUID names it, extended family and model added in. */
public record Cpuid(int family, int model, int stepping) {
  /** The name of its product line, supported or not; empty if it is not known. */
  public Optional<String> line() {
    return Product.lineOf(family, model);
  }
}
