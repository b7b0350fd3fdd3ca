// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.snp.abi;

import java.util.Optional;

/** Who signed the report (attestation.md, 1, offset 0x48), as 32 bits. */
public record SignerInfo(long bits) {
  /** Whether the digest of an author key is in the report. */
  public boolean authorKeyEnabled() {
    return (bits & 1) == 1;
  }

  /** Whether the platform hides the chip's key: such a report has no valid signature. */
  public boolean chipKeyMasked() {
    return (bits >> 1 & 1) == 1;
  }

  /** The number of the signing key. */
  public int signingKeyNumber() {
    return (int) (bits >> 2 & 7);
  }

  /** The kind of the signing key; empty for "none" and for unknown numbers. */
  public Optional<SigningKey> signingKey() {
    return switch (signingKeyNumber()) {
      case 0 -> Optional.of(SigningKey.VCEK);
      case 1 -> Optional.of(SigningKey.VLEK);
      default -> Optional.empty();
    };
  }

  /** Whether a reserved bit is set. */
  public boolean reservedSet() {
    return bits >>> 5 != 0;
  }
}
