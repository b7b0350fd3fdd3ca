// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A decoded certificate revocation list (RFC 5280, 5): exactly one, complete, in DER, with a
 * nextUpdate. A delta or partial list is refused: it could hide a revocation. Decoding says nothing
 * about who signed it.
 */
public final class Crl {
  /** Far more than the vendors' lists. */
  public static final int MAX_BYTES = 1024 * 1024;

  private static final int VERSION_2 = 1;

  private final Signed signed;
  private final Digest digest;
  private final Bytes innerAlgorithm;
  private final Name issuer;
  private final Validity validity;
  private final Set<BigInteger> serials;

  private Crl(Signed signed, Reason reason) throws Rejected {
    this.signed = signed;
    digest = Hashes.sha256(signed.encoded());
    var fields = Der.of(signed.part(), reason).enter(Der.SEQUENCE);
    fields.integer(VERSION_2, VERSION_2);
    innerAlgorithm = fields.element();
    issuer = Name.parse(fields, reason);
    validity = Validity.parse(fields);
    serials = fields.nextIs(Der.SEQUENCE) ? entries(fields.enter(Der.SEQUENCE)) : Set.of();
    if (fields.nextIs(Der.context(0))) {
      var wrapped = fields.enter(Der.context(0));
      refuseCritical(Extension.parseAll(wrapped.enter(Der.SEQUENCE)), wrapped);
      wrapped.end();
    }
    fields.end();
  }

  /**
   * Decodes one list.
   *
   * @throws Rejected {@code reason} unless {@code der} is exactly one complete list
   */
  public static Crl parse(Bytes der, Reason reason) throws Rejected {
    return new Crl(Signed.parse(der, MAX_BYTES, reason), reason);
  }

  /** Whether {@code key} signed these bytes, whatever list they hold; false if they hold none. */
  public static boolean isSigned(Bytes der, VerificationKey key) {
    try {
      return Signed.parse(der, MAX_BYTES, Reason.ENDORSEMENT_PARSE).isSignedBy(key);
    } catch (Rejected e) {
      return false;
    }
  }

  private static Set<BigInteger> entries(Der list) throws Rejected {
    var serials = new HashSet<BigInteger>();
    while (list.hasMore()) {
      var entry = list.enter(Der.SEQUENCE);
      serials.add(entry.integer());
      Validity.time(entry);
      if (entry.hasMore()) {
        refuseCritical(Extension.parseAll(entry.enter(Der.SEQUENCE)), entry);
      }
      entry.end();
    }
    return serials;
  }

  private static void refuseCritical(List<Extension> extensions, Der where) throws Rejected {
    // All that change what the list covers are critical: delta, partial or indirect lists.
    for (var extension : extensions) {
      if (extension.critical()) {
        throw where.bad("critical extension " + extension.oid());
      }
    }
    if (Extension.anyTwice(extensions)) {
      throw where.bad("an extension twice");
    }
  }

  /** Who issued it, by name. */
  public Name issuer() {
    return issuer;
  }

  /** From thisUpdate to nextUpdate. */
  public Validity validity() {
    return validity;
  }

  /** SHA-256 of all of it. */
  public Digest digest() {
    return digest;
  }

  /** How it says it is signed. */
  public SignatureScheme scheme() {
    return signed.scheme();
  }

  /** Whether {@code key} signed it and the algorithm is the same inside and outside. */
  public boolean isSignedBy(VerificationKey key) {
    return innerAlgorithm.equals(signed.algorithm()) && signed.isSignedBy(key);
  }

  /** Whether it lists this serial number. */
  public boolean revokes(BigInteger serial) {
    return serials.contains(serial);
  }
}
