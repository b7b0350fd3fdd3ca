// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.typed;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;

/**
 * EIP-712 hashing in the domain {@code {name: "Aver", version: "1"}}, which is the same on every
 * chain and offline (formats.md, 2).
 */
public final class TypedData {
  /** The type of the domain. */
  public static final String DOMAIN_TYPE = "EIP712Domain(string name,string version)";

  /** The hash of the domain. */
  public static final Digest DOMAIN_SEPARATOR =
      separator(hash("Aver"), hash("1")); // formats.md, 2 states its value; a test compares

  private static final Bytes PREFIX = Bytes.of((byte) 0x19, (byte) 0x01);

  private TypedData() {}

  /** What is signed: Keccak-256 of {@code 0x1901}, domain separator and structure hash. */
  public static Digest digest(Typed value) {
    return Hashes.keccak256(PREFIX, DOMAIN_SEPARATOR.bytes(), structHash(value).bytes());
  }

  /** Keccak-256 of {@link Typed#encodeData}. */
  public static Digest structHash(Typed value) {
    return Hashes.keccak256(value.encodeData());
  }

  /** Keccak-256 of a type or of a string member. */
  public static Digest hash(String text) {
    return Hashes.keccak256(Bytes.utf8(text));
  }

  private static Digest separator(Digest name, Digest version) {
    return Hashes.keccak256(hash(DOMAIN_TYPE).bytes(), name.bytes(), version.bytes());
  }
}
