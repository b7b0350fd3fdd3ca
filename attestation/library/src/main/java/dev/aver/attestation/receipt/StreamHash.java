// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.receipt;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 over what has come so far, as often as somebody asks. */
final class StreamHash {
  private final MessageDigest sha256;

  private StreamHash(MessageDigest sha256) {
    this.sha256 = sha256;
  }

  static StreamHash empty() {
    try {
      return new StreamHash(MessageDigest.getInstance("SHA-256"));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
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
