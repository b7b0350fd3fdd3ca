// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import dev.aver.attestation.bytes.Digest;

/**
 * A root that the verifier chose: known by the SHA-256 of its SubjectPublicKeyInfo and typed as a
 * vendor's or a software TEE's. Nothing in evidence can add or retype one.
 */
public record TrustAnchor(Kind kind, Family family, Digest spki, String name) {
  /** Who stands behind the root. */
  public enum Kind {
    /** AMD or Intel. */
    VENDOR,
    /** A software TEE, which proves nothing but that the same rules were applied. */
    SOFTWARE
  }

  /** The hardware whose evidence may end in the root. */
  public enum Family {
    /** AMD SEV-SNP. */
    SNP,
    /** Intel TDX. */
    TDX
  }
}
