// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.log;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Checks Ed25519 signatures (RFC 8032, 5.1.7), each in its one encoding only. */
public final class Ed25519Signature {
  /** The size in bytes. */
  public static final int SIZE = Ed25519.SIGNATURE_SIZE;

  private Ed25519Signature() {}

  /**
   * Whether {@code signature} is {@code publicKey}'s over {@code message}. False also for any
   * length but 64 bytes, S not below the group's order, a key or R that is not canonically encoded,
   * and keys outside the prime-order group, for which one signature could fit many messages.
   */
  public static boolean verifies(Digest publicKey, Bytes message, Bytes signature) {
    var key = publicKey.toArray();
    if (signature.size() != SIZE || !Ed25519.validatePublicKeyFull(key, 0)) {
      return false;
    }
    var content = message.toArray();
    return Ed25519.verify(signature.toArray(), 0, key, 0, content, 0, content.length);
  }
}
