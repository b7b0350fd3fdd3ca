// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import java.math.BigInteger;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;

/** The curves of the vendors, each with the one hash that they use with it. */
public enum Curve {
  /** Intel's, with SHA-256. */
  P256("secp256r1", "1.2.840.10045.3.1.7", "SHA-256", 32),
  /** AMD's, with SHA-384. */
  P384("secp384r1", "1.3.132.0.34", "SHA-384", 48);

  final String oid;
  final String hash;

  /** The bytes of one coordinate. */
  final int size;

  @SuppressWarnings("ImmutableEnumChecker") // immutable in fact, not annotated
  final ECDomainParameters domain;

  Curve(String name, String oid, String hash, int size) {
    this.oid = oid;
    this.hash = hash;
    this.size = size;
    // The custom curves have their own field arithmetic: several times the speed of the generic.
    X9ECParameters parameters = CustomNamedCurves.getByName(name);
    this.domain = new ECDomainParameters(parameters);
  }

  /** The order of the group: r and s lie in 1 to one below it. */
  public BigInteger order() {
    return domain.getN();
  }
}
