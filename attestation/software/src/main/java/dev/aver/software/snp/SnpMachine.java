// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.snp;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bundle.Endorsements;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Crl;
import dev.aver.attestation.endorsement.Pem;
import dev.aver.attestation.endorsement.Tee;
import dev.aver.attestation.snp.SnpEndorsements;
import dev.aver.attestation.snp.abi.CertTable;
import dev.aver.attestation.snp.abi.FirmwareVersion;
import dev.aver.attestation.snp.abi.SigningKey;
import dev.aver.software.SoftwareTee;
import dev.aver.software.pki.EcKey;
import dev.aver.software.pki.PssKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A SEV-SNP machine in software with one guest. Its reports are byte-exact and are verified by the
 * very classes that verify AMD's; its root is made on this machine at the first start. Safe for
 * many threads.
 */
public final class SnpMachine implements SoftwareTee {
  /** The list is renewed when it holds for less than this. */
  private static final Duration RENEW = Duration.ofDays(10);

  private static final int REPORT_DATA = 64;
  private static final int REPORT_ID = 32;
  private static final int ECDSA_P384_SHA384 = 1;
  private static final int CPUID_SINCE = 3;
  private static final int VLEK_SIGNED = 1 << 2;
  private static final FirmwareVersion FIRMWARE = new FirmwareVersion(1, 55, 41);

  /** SMT, ECC memory, alias check complete. */
  private static final long PLATFORM_INFO = 0x25;

  private final AmdAuthorities authorities;
  private final Clock clock;
  private final Terms terms;
  private final Bytes reportId;
  private final Bytes chipId;
  private final EcKey key;
  private final Bytes vek;
  private final Bytes ask;
  private final Bytes ark;
  private Bytes crl;
  private long renewAt;

  /**
   * What the machine is and who runs on it.
   *
   * @param version of its reports, 2 to 5
   * @param signer whose key signs: the chip's, or with the chip id left out the provider's
   */
  public record Terms(SnpShape shape, int version, SigningKey signer, SnpGuest guest) {
    /** Refuses versions that no firmware writes: a programming error. */
    public Terms {
      if (version < 2 || version > 5) {
        throw new IllegalArgumentException("reports have version 2 to 5, not " + version);
      }
    }
  }

  private SnpMachine(AmdAuthorities authorities, Clock clock, SecureRandom random, Terms terms)
      throws IOException, Rejected {
    this.authorities = authorities;
    this.clock = clock;
    this.terms = terms;
    var chip = authorities.chip();
    var tcb = terms.shape.tcb();
    var provided = terms.signer == SigningKey.VLEK;
    this.chipId = provided ? Bytes.EMPTY : chip.id();
    this.key = provided ? chip.vlek(tcb) : chip.vcek(tcb);
    this.vek = authorities.vek(terms.signer);
    this.ask = authorities.issuer(terms.signer);
    this.ark = authorities.root();
    this.crl = authorities.crl();
    this.renewAt = renewal(crl);
    var id = new byte[REPORT_ID];
    random.nextBytes(id);
    this.reportId = Bytes.of(id);
  }

  /**
   * Opens the machine of a directory, and makes it there at the first start, which takes some
   * seconds. Each product line has authorities and a chip of its own.
   *
   * @param progress is told what takes long
   * @throws IOException if it can neither be read nor made, or others could read its keys
   */
  public static SnpMachine open(
      Path directory, Clock clock, SecureRandom random, Terms terms, Consumer<String> progress)
      throws IOException {
    var authorities = new AmdAuthorities(directory, terms.shape, () -> PssKey.generate(random));
    return open(authorities, clock, random, terms, progress);
  }

  /** The machine of these authorities, which are made if they are not there. */
  static SnpMachine open(
      AmdAuthorities authorities,
      Clock clock,
      SecureRandom random,
      Terms terms,
      Consumer<String> progress)
      throws IOException {
    authorities.prepare(random, clock.millis(), progress);
    if (terms.signer == SigningKey.VLEK) {
      authorities.prepareProvider(clock.millis(), progress);
    }
    try {
      return new SnpMachine(authorities, clock, random, terms);
    } catch (Rejected | IllegalArgumentException e) {
      throw new IOException("the software TEE is damaged: " + e.getMessage(), e);
    }
  }

  @Override
  public Tee tee() {
    return Tee.SOFTWARE_SNP;
  }

  @Override
  public Bytes report(Bytes reportData) {
    return sign(draft(reportData));
  }

  /** The report that this machine would give over these 64 bytes, before it is signed. */
  public ReportDraft draft(Bytes reportData) {
    if (reportData.size() != REPORT_DATA) {
      throw new IllegalArgumentException("report data has 64 bytes, not " + reportData.size());
    }
    return machine(guest(new ReportDraft())).reportData(reportData).reportId(reportId);
  }

  private ReportDraft guest(ReportDraft draft) {
    var guest = terms.guest;
    var nobody = new byte[32];
    Arrays.fill(nobody, (byte) 0xff);
    return draft
        .guestSvn(guest.svn())
        .policy(guest.policy().bits())
        .familyId(guest.familyId())
        .imageId(guest.imageId())
        .vmpl(guest.vmpl())
        .measurement(guest.measurement())
        .hostData(guest.hostData())
        .idKeyDigest(guest.idKeyDigest())
        .migrationAgent(Bytes.of(nobody));
  }

  private ReportDraft machine(ReportDraft draft) {
    var shape = terms.shape;
    var tcb = shape.product().layout().encode(shape.tcb());
    if (terms.version >= CPUID_SINCE) {
      draft.cpuid(shape.cpuid());
    }
    return draft
        .version(terms.version)
        .signatureAlgorithm(ECDSA_P384_SHA384)
        .signerInfo(terms.signer == SigningKey.VLEK ? VLEK_SIGNED : 0)
        .platformInfo(PLATFORM_INFO)
        .currentTcb(tcb)
        .reportedTcb(tcb)
        .committedTcb(tcb)
        .launchTcb(tcb)
        .chipId(chipId)
        .currentFirmware(FIRMWARE)
        .committedFirmware(FIRMWARE);
  }

  /** Signs whatever the draft says with the key of the machine's own TCB: 1184 bytes. */
  public Bytes sign(ReportDraft draft) {
    return draft.signedBy(key);
  }

  @Override
  public Endorsements endorsements() throws IOException {
    return new Endorsements.Snp(documents());
  }

  /** As {@link #endorsements}. */
  public synchronized SnpEndorsements documents() throws IOException {
    if (clock.millis() >= renewAt) {
      renew();
    }
    return new SnpEndorsements(vek, ask, ark, Optional.of(crl));
  }

  /** What a host that was set up well puts beside a report. */
  public Bytes certTable() throws IOException {
    var given = documents();
    var entries = new LinkedHashMap<UUID, Bytes>();
    var provided = terms.signer == SigningKey.VLEK;
    entries.put(provided ? CertTable.VLEK : CertTable.VCEK, given.vek());
    entries.put(CertTable.ASK, given.ask());
    entries.put(CertTable.ARK, given.ark());
    given.crl().ifPresent(list -> entries.put(CertTable.CRL, list));
    return CertTableBytes.of(entries);
  }

  private void renew() throws IOException {
    try {
      crl = authorities.renewCrl(clock.millis());
      renewAt = renewal(crl);
    } catch (Rejected | IllegalArgumentException e) {
      throw new IOException("the revocation list of the software TEE cannot be renewed", e);
    }
  }

  private static long renewal(Bytes crl) throws Rejected {
    return Crl.parse(crl, Reason.CRL_PARSE).validity().notAfter() - RENEW.toMillis();
  }

  @Override
  public String anchorPem() {
    return Pem.encode(ark);
  }
}
