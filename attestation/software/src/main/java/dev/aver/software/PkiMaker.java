// SPDX-License-Identifier: Apache-2.0
package dev.aver.software;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.SecretBytes;
import dev.aver.software.Authorities.Issuer;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** Makes a chain of AMD's shape: ARK, ASK, one VCEK and the ARK's revocation list. */
final class PkiMaker {
  /** How long a list holds. */
  static final Duration LIST = Duration.ofDays(30);

  private static final int RSA_BITS = 4096;
  private static final Duration AUTHORITY = Duration.ofDays(25 * 365);
  private static final Duration VCEK = Duration.ofDays(7 * 365);

  /** Everything holds from a little earlier: clocks of other machines may be behind. */
  private static final Duration SKEW = Duration.ofHours(1);

  private final Shape shape;
  private final SecureRandom random;
  private final Consumer<String> progress;
  private final Instant from;

  PkiMaker(Shape shape, SecureRandom random, Instant now, Consumer<String> progress) {
    this.shape = shape;
    this.random = random;
    this.progress = progress;
    this.from = now.minus(SKEW).truncatedTo(ChronoUnit.SECONDS);
  }

  Pki make() {
    progress.accept("software TEE: making two RSA-4096 authorities, once on this machine");
    // Most of the first start's time: both at once.
    var other = CompletableFuture.supplyAsync(this::rsa);
    var arkKeys = rsa();
    var askKeys = other.join();
    progress.accept("software TEE: authorities made");
    var line = shape.product().line();
    var ark = new Issuer(Authorities.name("ARK-" + line), arkKeys.getPrivate());
    var ask = new Issuer(Authorities.name("SEV-" + line), askKeys.getPrivate());
    var arkKey = info(arkKeys);
    var vcekKey = VcekKey.generate(random);
    var chipId = new byte[shape.product().chipIdSize()];
    random.nextBytes(chipId);
    return new Pki(
        authority(ark, ark.name(), arkKeys, arkKey),
        authority(ark, ask.name(), askKeys, arkKey),
        vcek(ask, vcekKey, Bytes.of(chipId)),
        list(ark, arkKey, from),
        secret(arkKeys.getPrivate()),
        vcekKey.secret());
  }

  private Bytes authority(Issuer ark, X500Name subject, KeyPair keys, SubjectPublicKeyInfo arkKey) {
    var key = info(keys);
    var own = subject.equals(ark.name());
    var extensions = own ? AmdExtensions.ark(key) : AmdExtensions.ask(key, arkKey);
    var serial = new BigInteger(64, random).setBit(64);
    return Authorities.certificate(
        ark, serial, subject, key, from, from.plus(AUTHORITY), extensions);
  }

  private Bytes vcek(Issuer ask, VcekKey key, Bytes chipId) {
    return Authorities.certificate(
        ask,
        BigInteger.ZERO,
        Authorities.name("SEV-VCEK"),
        key.publicKey(),
        from,
        from.plus(VCEK),
        AmdExtensions.vcek(shape, chipId));
  }

  /** A fresh list of the ARK that was read from a folder. */
  static Bytes list(X500Name name, SubjectPublicKeyInfo key, SecretBytes arkKey, Instant now) {
    var from = now.minus(SKEW).truncatedTo(ChronoUnit.SECONDS);
    return list(new Issuer(name, privateKey(arkKey)), key, from);
  }

  private static Bytes list(Issuer ark, SubjectPublicKeyInfo key, Instant from) {
    var extensions = AmdExtensions.crl(key, from.getEpochSecond());
    return Authorities.emptyList(ark, from, from.plus(LIST), extensions);
  }

  private KeyPair rsa() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(new RSAKeyGenParameterSpec(RSA_BITS, RSAKeyGenParameterSpec.F4), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("RSA is part of every JDK", e);
    }
  }

  private static SubjectPublicKeyInfo info(KeyPair keys) {
    return SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
  }

  private static SecretBytes secret(PrivateKey key) {
    return SecretBytes.of(key.getEncoded());
  }

  private static PrivateKey privateKey(SecretBytes secret) {
    try {
      return KeyFactory.getInstance("RSA")
          .generatePrivate(new PKCS8EncodedKeySpec(secret.reveal()));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the ARK's key cannot be read", e);
    }
  }
}
