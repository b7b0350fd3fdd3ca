// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import java.math.BigInteger;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.jspecify.annotations.Nullable;

/** The curves of the vendors, each with the one hash that they use with it. */
public enum Curve {
  /** Intel's, with SHA-256. */
  P256("secp256r1", "1.2.840.10045.3.1.7", "SHA-256", 32, P256Field.INSTANCE),
  /** AMD's, with SHA-384. */
  P384("secp384r1", "1.3.132.0.34", "SHA-384", 48, P384Field.INSTANCE);

  final String oid;
  final String hash;

  /** The bytes of one coordinate. */
  final int size;

  @SuppressWarnings("ImmutableEnumChecker") // immutable in fact, not annotated
  final ECDomainParameters domain;

  @SuppressWarnings("ImmutableEnumChecker") // immutable in fact, not annotated
  final Field field;

  @SuppressWarnings("ImmutableEnumChecker") // computed once, always the same
  private volatile @Nullable Comb generator;

  Curve(String name, String oid, String hash, int size, Field field) {
    this.oid = oid;
    this.hash = hash;
    this.size = size;
    this.field = field;
    // For decoding points, and for the sums that our own arithmetic leaves out.
    X9ECParameters parameters = CustomNamedCurves.getByName(name);
    this.domain = new ECDomainParameters(parameters);
  }

  /** The generator's table; made when it is first needed, for it slows a start down. */
  Comb generator() {
    var table = generator;
    if (table == null) {
      table = Comb.of(this, domain.getG(), Multiples.LARGE);
      generator = table;
    }
    return table;
  }

  /** The bits of a scalar: of the order, and of the prime. */
  int bits() {
    return Byte.SIZE * size;
  }

  /** The order of the group: r and s lie in 1 to one below it. */
  public BigInteger order() {
    return domain.getN();
  }
}
