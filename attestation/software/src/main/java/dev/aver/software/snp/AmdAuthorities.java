// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.snp;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Validity;
import dev.aver.attestation.snp.abi.SigningKey;
import dev.aver.attestation.snp.abi.Tcb;
import dev.aver.software.pki.KeyFolder;
import dev.aver.software.pki.PssKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The authorities of one product line and one chip, as a folder keeps them: {@code ark}, {@code
 * ask}, {@code chip}, the current VCEK and list; and, from the first VLEK on, {@code asvk}. Each
 * folder is made when it is first asked for, since an RSA-4096 key takes seconds.
 */
final class AmdAuthorities {
  private static final String ARK = "ark.der";
  private static final String ASK = "ask.der";
  private static final String ASVK = "asvk.der";
  private static final String CRL = "crl.der";
  private static final String VCEK = "vcek.der";
  private static final String VLEK = "vlek.der";
  private static final String ARK_KEY = "ark.key";
  private static final String ASK_KEY = "ask.key";
  private static final String ASVK_KEY = "asvk.key";
  private static final String CHIP_ID = "chip.id";
  private static final String CHIP_KEY = "chip.key";

  /** How long a list holds. */
  static final Duration LIST = Duration.ofDays(30);

  private static final Duration AUTHORITY = Duration.ofDays(25 * 365);
  private static final Duration VCEK_LIFE = Duration.ofDays(7 * 365);
  private static final Duration VLEK_LIFE = Duration.ofDays(365);
  private static final String CSP = "software";

  /** Everything holds from a little earlier: clocks of other machines may be behind. */
  private static final Duration SKEW = Duration.ofHours(1);

  private final SnpShape shape;
  private final Supplier<PssKey> newKey;
  private final KeyFolder chips;
  private final KeyFolder providers;

  /** {@code newKey} is asked for as many keys as are made. */
  AmdAuthorities(Path directory, SnpShape shape, Supplier<PssKey> newKey) {
    this.newKey = newKey;
    var name = shape.product().line().toLowerCase(Locale.ROOT);
    this.shape = shape;
    this.chips = new KeyFolder(directory, name);
    this.providers = new KeyFolder(directory, name + "-vlek");
  }

  boolean exists() {
    return chips.exists();
  }

  boolean hasProvider() {
    return providers.exists();
  }

  /** Makes ARK, ASK and chip unless they are there. */
  void prepare(SecureRandom random, long now, Consumer<String> progress) throws IOException {
    if (chips.exists()) {
      return;
    }
    progress.accept("software TEE: making two RSA-4096 authorities, once on this machine");
    // Most of the first start's time: both at once.
    var other = CompletableFuture.supplyAsync(newKey);
    var arkKey = newKey.get();
    var askKey = other.join();
    progress.accept("software TEE: authorities made");
    var ark = new Ark(shape.product(), arkKey);
    var ask = ark.ask(SigningKey.VCEK, askKey);
    var chip = Chip.generate(shape.product(), random);
    try (var content = new KeyFolder.Content()) {
      content
          .put(ARK, ark.certificate(validity(now, AUTHORITY)))
          .put(ASK, ark.certify(ask, validity(now, AUTHORITY)))
          .put(CRL, ark.crl(validity(now, LIST), List.of()))
          .put(VCEK, vcek(ask, chip, shape.tcb(), now))
          .put(CHIP_ID, chip.id())
          .put(ARK_KEY, arkKey.secret())
          .put(ASK_KEY, askKey.secret())
          .put(CHIP_KEY, chip.secret());
      chips.create(content);
    }
  }

  /** Makes the ASVK and a VLEK unless they are there. */
  void prepareProvider(long now, Consumer<String> progress) throws IOException {
    if (providers.exists()) {
      return;
    }
    progress.accept("software TEE: making an RSA-4096 authority for VLEKs, once on this machine");
    var asvkKey = newKey.get();
    var ark = ark();
    var asvk = ark.ask(SigningKey.VLEK, asvkKey);
    var terms = VekTerms.vlek(shape, shape.tcb(), CSP, validity(now, VLEK_LIFE));
    try (var content = new KeyFolder.Content()) {
      content
          .put(ASVK, ark.certify(asvk, validity(now, AUTHORITY)))
          .put(VLEK, asvk.vek(terms, chip().vlek(shape.tcb()).publicKey()))
          .put(ASVK_KEY, asvkKey.secret());
      providers.create(content);
    }
  }

  private Bytes vcek(Ask ask, Chip chip, Tcb tcb, long now) {
    var terms = VekTerms.vcek(shape, tcb, chip.id(), validity(now, VCEK_LIFE));
    return ask.vek(terms, chip.vcek(tcb).publicKey());
  }

  /** A VCEK of the chip at this TCB, valid from now on, as AMD's service makes them. */
  Bytes vcek(Tcb tcb, long now) throws IOException {
    return vcek(ask(), chip(), tcb, now);
  }

  /** Whole seconds, as certificates have them. */
  static Validity validity(long now, Duration life) {
    var from = (now - SKEW.toMillis()) / 1000 * 1000;
    return new Validity(from, from + life.toMillis());
  }

  SnpShape shape() {
    return shape;
  }

  Chip chip() throws IOException {
    return new Chip(shape.product(), chips.read(CHIP_ID), chips.secret(CHIP_KEY));
  }

  Ark ark() throws IOException {
    try (var secret = chips.secret(ARK_KEY)) {
      return new Ark(shape.product(), PssKey.of(secret));
    }
  }

  Ask ask() throws IOException {
    try (var secret = chips.secret(ASK_KEY)) {
      return ark().ask(SigningKey.VCEK, PssKey.of(secret));
    }
  }

  /** The certificate that signs VEKs of this kind. */
  Bytes issuer(SigningKey kind) throws IOException {
    return kind == SigningKey.VCEK ? chips.read(ASK) : providers.read(ASVK);
  }

  /** The VEK of this kind at the shape's TCB. */
  Bytes vek(SigningKey kind) throws IOException {
    return kind == SigningKey.VCEK ? chips.read(VCEK) : providers.read(VLEK);
  }

  Bytes root() throws IOException {
    return chips.read(ARK);
  }

  Bytes crl() throws IOException {
    return chips.read(CRL);
  }

  /** A fresh list that revokes nothing, kept from now on. */
  Bytes renewCrl(long now) throws IOException {
    var fresh = ark().crl(validity(now, LIST), List.of());
    chips.replace(CRL, fresh);
    return fresh;
  }
}
