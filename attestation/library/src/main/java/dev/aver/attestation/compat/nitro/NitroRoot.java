// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.compat.nitro;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.endorsement.Certificate;
import dev.aver.attestation.endorsement.Pem;

/**
 * The root that a chain must begin with, by the SHA-256 of its certificate. A document brings its
 * root along; it never chooses it.
 */
public record NitroRoot(Digest certificate) {
  /** The root G1 of AWS's commercial regions, by the fingerprint that AWS publishes. */
  public static final NitroRoot AWS_G1 = aws();

  private static final Bytes PEM_START = Bytes.utf8("-----BEGIN");

  /**
   * Another root, as one certificate in DER or PEM.
   *
   * @throws Rejected {@link Reason#ENDORSEMENT_PARSE}
   */
  public static NitroRoot of(Bytes given) throws Rejected {
    var start = given.slice(0, Math.min(PEM_START.size(), given.size()));
    var der =
        start.equals(PEM_START)
            ? Pem.certificates(given, 1, Reason.ENDORSEMENT_PARSE).getFirst()
            : given;
    return new NitroRoot(Certificate.parse(der, Reason.ENDORSEMENT_PARSE).digest());
  }

  private static NitroRoot aws() {
    try {
      return new NitroRoot(
          new Digest(
              Bytes.fromHex("641a0321a3e244efe456463195d606317ed7cdcc3c1756e09893f3c68f79bb5b")));
    } catch (Rejected e) {
      throw new IllegalStateException(e);
    }
  }
}
