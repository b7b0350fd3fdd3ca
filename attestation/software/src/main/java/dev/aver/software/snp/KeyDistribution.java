// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.snp;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Pem;
import dev.aver.attestation.snp.abi.SigningKey;
import dev.aver.attestation.snp.abi.Tcb;
import dev.aver.software.pki.PssKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What AMD's key distribution service knows of one product line (attestation.md, 1.5): a VCEK for
 * the line's chip at any TCB, the chains, the revocation list. The list lasts a day less than the
 * machine's own, so that both can be told apart.
 */
public final class KeyDistribution {
  private static final Duration AGO = Duration.ofDays(60);
  private static final Duration LIFE = AmdAuthorities.LIST.minusDays(1);

  private final AmdAuthorities authorities;
  private final Clock clock;

  /** Of the machine that {@link SnpMachine} keeps in this directory; it need not exist yet. */
  public KeyDistribution(Path directory, SnpShape shape, Clock clock, SecureRandom random) {
    this.authorities = new AmdAuthorities(directory, shape, () -> PssKey.generate(random));
    this.clock = clock;
  }

  /** Whether there is such a machine. */
  public boolean exists() {
    return authorities.exists();
  }

  /** A VCEK issued at this moment, for the chip and no other. */
  public Optional<Bytes> vcek(Bytes chipId, Tcb tcb) throws IOException {
    return chipId.equals(authorities.chip().id())
        ? Optional.of(authorities.vcek(tcb, clock.millis()))
        : Optional.empty();
  }

  /** One that ended a month ago. */
  public Bytes expiredVcek(Tcb tcb) throws IOException {
    var chip = authorities.chip();
    var terms =
        VekTerms.vcek(authorities.shape(), tcb, chip.id(), AmdAuthorities.validity(past(), LIFE));
    return authorities.ask().vek(terms, chip.vcek(tcb).publicKey());
  }

  /** One of a chip that is not asked for. */
  public Bytes foreignVcek(Tcb tcb) throws IOException {
    var other = Chip.generate(authorities.shape().product(), new SecureRandom());
    var now = AmdAuthorities.validity(clock.millis(), LIFE);
    var terms = VekTerms.vcek(authorities.shape(), tcb, other.id(), now);
    return authorities.ask().vek(terms, other.vcek(tcb).publicKey());
  }

  /** ASK (or ASVK) and ARK as PEM; nothing for VLEKs where no provider's authority was made. */
  public Optional<Bytes> chain(SigningKey kind) throws IOException {
    if (kind == SigningKey.VLEK && !authorities.hasProvider()) {
      return Optional.empty();
    }
    var pem = Pem.encode(authorities.issuer(kind)) + Pem.encode(authorities.root());
    return Optional.of(Bytes.utf8(pem));
  }

  /** The revocation list as DER. */
  public Bytes crl() throws IOException {
    return crl(clock.millis());
  }

  /** One that ended a month ago. */
  public Bytes expiredCrl() throws IOException {
    return crl(past());
  }

  private Bytes crl(long at) throws IOException {
    return authorities.ark().crl(AmdAuthorities.validity(at, LIFE), List.of());
  }

  private long past() {
    return clock.millis() - AGO.toMillis();
  }
}
