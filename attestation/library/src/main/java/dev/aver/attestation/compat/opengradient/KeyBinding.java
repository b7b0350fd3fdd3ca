// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.compat.opengradient;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;

/**
 * The 68 bytes of user data by which a gateway's enclave names its keys: twice 0x12 0x20 and a
 * SHA-256, of the TLS certificate and of the signing key (opengradient.md, 3.3).
 */
record KeyBinding(Digest tlsCertificate, Digest signingKey) {
  private static final Bytes SHA256 = Bytes.of((byte) 0x12, (byte) 0x20);
  private static final int PART = 34;

  static KeyBinding parse(Bytes userData) throws Rejected {
    if (userData.size() != 2 * PART) {
      throw bad("user data of " + userData.size() + " bytes");
    }
    return new KeyBinding(digest(userData, 0), digest(userData, PART));
  }

  private static Digest digest(Bytes userData, int at) throws Rejected {
    if (!userData.slice(at, at + SHA256.size()).equals(SHA256)) {
      throw bad("user data that does not say SHA-256 at " + at);
    }
    return new Digest(userData.slice(at + SHA256.size(), at + PART));
  }

  void requireKey(Bytes encoded) throws Rejected {
    if (!Hashes.sha256(encoded).equals(signingKey)) {
      throw bad("the enclave names another signing key");
    }
  }

  void requireTls(Bytes certificate) throws Rejected {
    if (!Hashes.sha256(certificate).equals(tlsCertificate)) {
      throw bad("the enclave names another TLS certificate");
    }
  }

  private static Rejected bad(String detail) {
    return new Rejected(Reason.OPENGRADIENT_KEY_BINDING, detail);
  }
}
