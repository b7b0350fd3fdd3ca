// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.identity;

import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.keyset.Build;
import dev.aver.attestation.keyset.Configuration;
import dev.aver.attestation.keyset.Keyset;
import dev.aver.attestation.keyset.Manifests;
import dev.aver.attestation.log.CheckpointText;
import dev.aver.attestation.log.Ed25519Key;
import dev.aver.attestation.log.NoteSigner;
import dev.aver.attestation.typed.SigningKey;
import java.security.SecureRandom;
import java.time.Duration;

/**
 * Who this enclave is: keys born at this boot, never stored, and the keyset that names them
 * together with what they speak for. The digest of the keyset is the enclave's name everywhere.
 */
public final class Identity implements AutoCloseable {
  private final Keyset keyset;
  private final Digest enclave;
  private final Manifests models;
  private final Configuration configuration;
  private final Build build;
  private final SigningKey receiptSigner;
  private final Ed25519Key noteKey;
  private final NoteSigner notes;

  private Identity(
      Keyset keyset, Manifests models, Configuration configuration, Build build, Keys keys) {
    this.keyset = keyset;
    this.enclave = keyset.enclave();
    this.models = models;
    this.configuration = configuration;
    this.build = build;
    this.receiptSigner = keys.receiptSigner();
    this.noteKey = keys.noteKey();
    this.notes = new NoteSigner(CheckpointText.origin(enclave), noteKey);
  }

  /** Fresh keys that nobody has named yet. */
  public record Keys(SigningKey receiptSigner, Ed25519Key noteKey) {
    /** Born now. */
    public static Keys generate(SecureRandom random) {
      return new Keys(SigningKey.generate(random), Ed25519Key.generate(random));
    }
  }

  /**
   * A new identity of these keys, valid from {@code nowMillis} on.
   *
   * @param lifetime more than zero, at most 31 days
   */
  public static Identity born(
      Keys keys,
      long nowMillis,
      Duration lifetime,
      Manifests models,
      Configuration configuration,
      Build build) {
    if (lifetime.toSeconds() < 1 || lifetime.toSeconds() > Keyset.MAX_LIFE) {
      throw new IllegalArgumentException("aver.keyset.lifetime is not in 1 s to 31 days");
    }
    var notBefore = nowMillis / 1000;
    var keyset =
        new Keyset(
            keys.receiptSigner().address(),
            keys.noteKey().publicKey(),
            Digest.ZERO, // no TLS key yet
            Digest.ZERO, // no sealing key yet
            models.digest(),
            configuration.digest(),
            build.digest(),
            notBefore,
            notBefore + lifetime.toSeconds());
    return new Identity(keyset, models, configuration, build, keys);
  }

  /** The keyset. */
  public Keyset keyset() {
    return keyset;
  }

  /** The keyset's digest. */
  public Digest enclave() {
    return enclave;
  }

  /** The manifests behind {@code keyset.models}. */
  public Manifests models() {
    return models;
  }

  /** The document behind {@code keyset.configuration}. */
  public Configuration configuration() {
    return configuration;
  }

  /** The document behind {@code keyset.build}. */
  public Build build() {
    return build;
  }

  /** Signs typed digests, nothing else. */
  public SigningKey receiptSigner() {
    return receiptSigner;
  }

  /** Signs this enclave's checkpoint notes. */
  public NoteSigner notes() {
    return notes;
  }

  /** Whether receipts issued until {@code atMillis} lie within the keyset. */
  public boolean livesUntil(long atMillis) {
    return keyset.covers(atMillis);
  }

  @Override
  public void close() {
    receiptSigner.close();
    noteKey.close();
  }
}
