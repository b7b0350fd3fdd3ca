// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.tdx;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.bytes.SecretBytes;
import dev.aver.attestation.endorsement.Validity;
import dev.aver.attestation.tdx.collateral.PlatformIdentity;
import dev.aver.software.pki.EcKey;
import dev.aver.software.pki.EcKey.Group;
import dev.aver.software.pki.KeyFolder;
import dev.aver.software.tdx.PckTerms.PckIssuer;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;

/**
 * Intel's authorities and one machine as a folder keeps them: the keys and certificates of the four
 * authorities, the machine's secret, and a PCK certificate by each of the two CAs.
 */
final class IntelFolder {
  private static final String ROOT = "root";
  private static final String SIGNER = "signer";
  private static final String MACHINE_KEY = "machine.key";
  private static final int SECRET = 48;
  private static final int ID = 16;
  private static final Duration AUTHORITY = Duration.ofDays(15 * 365);
  private static final Duration LEAF = Duration.ofDays(7 * 365);
  private static final Duration SKEW = Duration.ofHours(1);

  private final KeyFolder folder;

  IntelFolder(Path directory) {
    this.folder = new KeyFolder(directory, "tdx");
  }

  boolean exists() {
    return folder.exists();
  }

  /** Makes everything unless it is there. */
  void prepare(SecureRandom random, long now) throws IOException {
    if (folder.exists()) {
      return;
    }
    var made = IntelAuthorities.generate(random);
    var bytes = new byte[SECRET];
    random.nextBytes(bytes);
    var machine = SecretBytes.of(bytes);
    var life = validity(now, AUTHORITY);
    try (var content = new KeyFolder.Content()) {
      content
          .put(ROOT + ".der", made.rootCertificate(life))
          .put(SIGNER + ".der", made.signerCertificate(validity(now, LEAF)))
          .put(ROOT + ".key", made.rootKey().secret())
          .put(SIGNER + ".key", made.signerKey().secret());
      for (var issuer : PckIssuer.values()) {
        var pck = made.pck(pckTerms(machine, issuer, validity(now, LEAF)), pckKey(machine));
        content
            .put(issuer.text() + ".der", made.issuerCertificate(issuer, life))
            .put(issuer.text() + ".key", made.issuerKey(issuer).secret())
            .put(pckFile(issuer), pck);
      }
      folder.create(content.put(MACHINE_KEY, machine));
    }
  }

  /** Whole seconds, from a little earlier: clocks of other machines may be behind. */
  static Validity validity(long now, Duration life) {
    var from = (now - SKEW.toMillis()) / 1000 * 1000;
    return new Validity(from, from + life.toMillis());
  }

  private static String pckFile(PckIssuer issuer) {
    return "pck-" + issuer.text() + ".der";
  }

  IntelAuthorities authorities() throws IOException {
    return new IntelAuthorities(
        key(ROOT), key(PckIssuer.PLATFORM.text()), key(PckIssuer.PROCESSOR.text()), key(SIGNER));
  }

  private EcKey key(String name) throws IOException {
    try (var secret = folder.secret(name + ".key")) {
      return EcKey.of(Group.P256, secret);
    }
  }

  Bytes root() throws IOException {
    return folder.read(ROOT + ".der");
  }

  Bytes signer() throws IOException {
    return folder.read(SIGNER + ".der");
  }

  Bytes issuer(PckIssuer issuer) throws IOException {
    return folder.read(issuer.text() + ".der");
  }

  Bytes pck(PckIssuer issuer) throws IOException {
    return folder.read(pckFile(issuer));
  }

  /** The platform's key and the quoting enclave's. */
  record MachineKeys(EcKey pck, EcKey attestation) {}

  MachineKeys keys() throws IOException {
    try (var secret = folder.secret(MACHINE_KEY)) {
      return new MachineKeys(
          pckKey(secret), EcKey.derive(Group.P256, secret, Bytes.utf8("attestation")));
    }
  }

  private static EcKey pckKey(SecretBytes machine) {
    return EcKey.derive(Group.P256, machine, Bytes.utf8("PCK"));
  }

  static PckTerms pckTerms(SecretBytes machine, PckIssuer issuer, Validity validity) {
    var ids = Hashes.sha384(pckKey(machine).coordinates(), Bytes.utf8(issuer.text()));
    // A single package has no instance of its own.
    var instance =
        issuer == PckIssuer.PLATFORM ? Optional.of(ids.slice(ID, 2 * ID)) : Optional.<Bytes>empty();
    PlatformIdentity platform = TdxPlatform.identity(ids.slice(0, ID), instance);
    var serial = new BigInteger(1, ids.slice(2 * ID, 3 * ID).toArray()).setBit(8 * ID);
    return new PckTerms(issuer, serial, validity, platform);
  }
}
