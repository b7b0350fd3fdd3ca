// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.typed;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Address;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import java.math.BigInteger;
import java.util.Optional;

/**
 * 65 bytes r ‖ s ‖ v over secp256k1 in the one form that every party accepts: r and s in 1..n−1, s
 * at most n/2, v 27 or 28 (formats.md, 2). A signature is never an identity.
 */
public record Signature(Bytes bytes) {
  /** The size in bytes. */
  public static final int SIZE = 65;

  private static final int V_EVEN = 27;
  private static final int V_ODD = 28;

  /** Refuses anything but 65 bytes: a programming error, since parsers check first. */
  public Signature {
    if (bytes.size() != SIZE) {
      throw new IllegalArgumentException("a signature has 65 bytes, not " + bytes.size());
    }
  }

  /**
   * Parses {@code 0x} and 130 lower-case digits.
   *
   * @throws Rejected {@link Reason#HEX_FORMAT}, {@link Reason#SIGNATURE_FORMAT}, {@link
   *     Reason#SIGNATURE_HIGH_S}
   */
  public static Signature parse(String text) throws Rejected {
    return of(Bytes.fromPrefixedHex(text, SIZE));
  }

  /**
   * Checks the form.
   *
   * @throws Rejected {@link Reason#SIGNATURE_FORMAT}, {@link Reason#SIGNATURE_HIGH_S}
   */
  public static Signature of(Bytes bytes) throws Rejected {
    if (bytes.size() != SIZE) {
      throw new Rejected(Reason.SIGNATURE_FORMAT, bytes.size() + " bytes, not 65");
    }
    var signature = new Signature(bytes);
    if (signature.v() != V_EVEN && signature.v() != V_ODD) {
      throw new Rejected(Reason.SIGNATURE_FORMAT, "v is " + signature.v());
    }
    if (!Secp256k1.isScalar(signature.r()) || !Secp256k1.isScalar(signature.s())) {
      throw new Rejected(Reason.SIGNATURE_FORMAT, "r or s is not in 1..n-1");
    }
    if (!signature.hasLowS()) {
      throw new Rejected(Reason.SIGNATURE_HIGH_S, "s is above n/2");
    }
    return signature;
  }

  static Signature of(byte[] r, byte[] s, boolean oddY) {
    var v = Bytes.of((byte) (oddY ? V_ODD : V_EVEN));
    return new Signature(Bytes.concat(Bytes.of(r), Bytes.of(s), v));
  }

  /** The address whose key made this signature over {@code digest}; empty if there is none. */
  public Optional<Address> recover(Digest digest) {
    if (!isWellFormed()) {
      return Optional.empty();
    }
    return Secp256k1.recover(digest, r(), s(), v() == V_ODD).map(Secp256k1::address);
  }

  /**
   * Requires that {@code signer} made this signature over {@code digest}.
   *
   * @throws Rejected {@link Reason#SIGNER_MISMATCH}
   */
  public void verify(Digest digest, Address signer) throws Rejected {
    var found = recover(digest);
    if (!found.equals(Optional.of(signer))) {
      var who = found.map(Address::toString).orElse("no address");
      throw new Rejected(Reason.SIGNER_MISMATCH, "signed by " + who + ", not " + signer);
    }
  }

  private boolean isWellFormed() {
    return (v() == V_EVEN || v() == V_ODD)
        && Secp256k1.isScalar(r())
        && Secp256k1.isScalar(s())
        && hasLowS();
  }

  private boolean hasLowS() {
    return s().compareTo(Secp256k1.HALF_N) <= 0;
  }

  private BigInteger r() {
    return new BigInteger(1, bytes.slice(0, 32).toArray());
  }

  private BigInteger s() {
    return new BigInteger(1, bytes.slice(32, 64).toArray());
  }

  private int v() {
    return bytes.at(64) & 0xff;
  }

  /** {@code 0x} and 130 lower-case digits. */
  @Override
  public String toString() {
    return bytes.prefixedHex();
  }
}
