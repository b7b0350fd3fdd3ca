// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The decoded keys of the vendors' roots, kept for good with their tables of multiples: whoever
 * pins a key by its digest may know it as well as a curve's generator. Says nothing of any
 * certificate.
 */
final class RootKeys {
  /** As many as there are roots, at most. */
  private static final Map<Digest, VerificationKey> KEYS = new ConcurrentHashMap<>();

  private RootKeys() {}

  /** The key of this SubjectPublicKeyInfo, whose SHA-256 is {@code digest}. */
  static VerificationKey decode(Bytes subjectPublicKeyInfo, Digest digest) {
    return TrustAnchors.vendor().all().stream().anyMatch(root -> root.spki().equals(digest))
        ? KEYS.computeIfAbsent(digest, key -> VerificationKey.decode(subjectPublicKeyInfo))
        : VerificationKey.decode(subjectPublicKeyInfo);
  }
}
