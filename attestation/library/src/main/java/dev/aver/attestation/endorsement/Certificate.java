// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * A decoded X.509 v3 certificate: exactly one, in DER, without a byte behind it. Decoding says
 * nothing about who signed it. Immutable and safe to share.
 */
public final class Certificate {
  /** Several times the largest that a vendor issues. */
  public static final int MAX_BYTES = 16 * 1024;

  private static final int VERSION_3 = 2;

  private final Signed signed;
  private final Digest digest;
  private final Bytes innerAlgorithm;
  private final BigInteger serial;
  private final Name issuer;
  private final Validity validity;
  private final Name subject;
  private final Digest keyDigest;
  private final VerificationKey key;
  private final List<Extension> extensions;
  private final boolean extensionTwice;
  private final Authority authority;

  private Certificate(Signed signed, Reason reason) throws Rejected {
    this.signed = signed;
    digest = Hashes.sha256(signed.encoded());
    var fields = Der.of(signed.part(), reason).enter(Der.SEQUENCE);
    var version = fields.enter(Der.context(0));
    version.integer(VERSION_3, VERSION_3);
    version.end();
    serial = fields.integer();
    innerAlgorithm = fields.element();
    issuer = Name.parse(fields, reason);
    validity = Validity.parse(fields.enter(Der.SEQUENCE));
    subject = Name.parse(fields, reason);
    var subjectPublicKeyInfo = fields.element();
    keyDigest = Hashes.sha256(subjectPublicKeyInfo);
    key = RootKeys.decode(subjectPublicKeyInfo, keyDigest);
    if (fields.nextIs(Der.context(3))) {
      var wrapped = fields.enter(Der.context(3));
      extensions = Extension.parseAll(wrapped.enter(Der.SEQUENCE));
      wrapped.end();
    } else {
      extensions = List.of();
    }
    fields.end();
    extensionTwice = Extension.anyTwice(extensions);
    authority = Authority.of(extensions, reason);
  }

  /**
   * Decodes one certificate.
   *
   * @throws Rejected {@code reason} unless {@code der} is exactly one certificate
   */
  public static Certificate parse(Bytes der, Reason reason) throws Rejected {
    return new Certificate(Signed.parse(der, MAX_BYTES, reason), reason);
  }

  /** The certificate as it was given. */
  public Bytes encoded() {
    return signed.encoded();
  }

  /** SHA-256 of all of it. */
  public Digest digest() {
    return digest;
  }

  /** How it says it is signed. */
  public SignatureScheme scheme() {
    return signed.scheme();
  }

  /** Whether the algorithm inside the signed part is the one outside, as RFC 5280 demands. */
  public boolean algorithmsAgree() {
    return innerAlgorithm.equals(signed.algorithm());
  }

  /** Whether {@code key} signed it and the algorithm is the same inside and outside. */
  public boolean isSignedBy(VerificationKey key) {
    return algorithmsAgree() && signed.isSignedBy(key);
  }

  /**
   * The same with P-384 and SHA-384, which neither AMD's nor Intel's chains use: a rule of its own,
   * so that they cannot.
   */
  public boolean isSignedWithSha384(VerificationKey key) {
    return algorithmsAgree() && signed.isSignedWithSha384(key);
  }

  /** The serial number. AMD's VEKs all have 0. */
  public BigInteger serial() {
    return serial;
  }

  /** Who issued it, by name. */
  public Name issuer() {
    return issuer;
  }

  /** Whom it names. */
  public Name subject() {
    return subject;
  }

  /** When it holds. */
  public Validity validity() {
    return validity;
  }

  /** SHA-256 of its SubjectPublicKeyInfo: how roots are pinned. */
  public Digest keyDigest() {
    return keyDigest;
  }

  /** Its public key. */
  public VerificationKey key() {
    return key;
  }

  /** All extensions in their order; an identifier may occur twice, see {@link #extensionTwice}. */
  public List<Extension> extensions() {
    return extensions;
  }

  /** The first extension of this identifier. */
  public Optional<Extension> extension(String oid) {
    return extensions.stream().filter(e -> e.oid().equals(oid)).findFirst();
  }

  /** Whether an extension occurs twice. */
  public boolean extensionTwice() {
    return extensionTwice;
  }

  /** What it may sign. */
  public Authority authority() {
    return authority;
  }
}
