// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.receipt;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import java.security.MessageDigest;

/** SHA-256 over what has come so far, as often as somebody asks. */
final class StreamHash {
  private final MessageDigest sha256;

  private StreamHash(MessageDigest sha256) {
    this.sha256 = sha256;
  }

  static StreamHash empty() {
    return new StreamHash(Hashes.begin("SHA-256"));
  }

  void add(Bytes bytes) {
    sha256.update(bytes.asByteBuffer());
  }

  StreamHash copy() {
    try {
      return new StreamHash((MessageDigest) sha256.clone());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's SHA-256 can be copied", e);
    }
  }

  /** The digest; more may follow. */
  Digest soFar() {
    return Digest.of(copy().sha256.digest());
  }
}
