// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.tdx;

import dev.aver.attestation.bundle.Endorsements;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Pem;
import dev.aver.attestation.endorsement.Tee;
import dev.aver.attestation.tdx.collateral.TdxCollateral;
import dev.aver.software.SoftwareTee;
import dev.aver.software.tdx.PckTerms.PckIssuer;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * A TDX machine in software with one guest. Its quotes are byte-exact and are verified by the very
 * classes that verify Intel's; its root is made on this machine at the first start. Safe for many
 * threads.
 */
public final class TdxMachine implements SoftwareTee {
  /** How long statements and lists hold, as Intel's do. */
  private static final Duration LIFE = Duration.ofDays(30);

  private static final Duration RENEW = Duration.ofDays(10);
  private static final int REPORT_DATA = 64;
  private static final int AUTH_DATA = 32;

  private final IntelFolder folder;
  private final Clock clock;
  private final Terms terms;
  private final IntelFolder.MachineKeys keys;
  private final Bytes root;
  private final Bytes chain;
  private Optional<TdxCollateral> collateral = Optional.empty();
  private long renewAt;

  /**
   * What the machine is and who runs on it.
   *
   * @param issuer which CA certified the platform
   * @param measurement MRTD, 48 bytes: nothing was measured, the caller says what it is
   */
  public record Terms(TdxShape shape, PckIssuer issuer, Bytes measurement) {
    /** Of a multi-package platform. */
    public Terms(TdxShape shape, Bytes measurement) {
      this(shape, PckIssuer.PLATFORM, measurement);
    }
  }

  private TdxMachine(IntelFolder folder, Clock clock, Terms terms) throws IOException {
    this.folder = folder;
    this.clock = clock;
    this.terms = terms;
    this.keys = folder.keys();
    this.root = folder.root();
    this.chain =
        Bytes.utf8(
            IntelAuthorities.pem(folder.pck(terms.issuer), folder.issuer(terms.issuer), root));
  }

  /**
   * Opens the machine of a directory, and makes it there at the first start.
   *
   * @throws IOException if it can neither be read nor made, or others could read its keys
   */
  public static TdxMachine open(Path directory, Clock clock, SecureRandom random, Terms terms)
      throws IOException {
    var folder = new IntelFolder(directory);
    folder.prepare(random, clock.millis());
    try {
      return new TdxMachine(folder, clock, terms);
    } catch (IllegalArgumentException e) {
      throw new IOException("the software TEE in " + directory + " is damaged", e);
    }
  }

  @Override
  public Tee tee() {
    return Tee.SOFTWARE_TDX;
  }

  @Override
  public Bytes report(Bytes reportData) {
    return sign(draft(reportData));
  }

  /** The quote that this machine would give over these 64 bytes, before it is signed. */
  public QuoteDraft draft(Bytes reportData) {
    if (reportData.size() != REPORT_DATA) {
      throw new IllegalArgumentException("report data has 64 bytes, not " + reportData.size());
    }
    var draft = new QuoteDraft(terms.shape).chain(chain).qeAuthData(counting());
    draft
        .td()
        .teeTcbSvn(TdxPlatform.TEE_TCB_SVN)
        .mrSeam(TdxPlatform.MRSEAM)
        .tdAttributes(TdxPlatform.TD_ATTRIBUTES)
        .xfam(TdxPlatform.XFAM)
        .mrTd(terms.measurement)
        .reportData(reportData);
    if (terms.shape == TdxShape.V5_TD_15) {
      draft.td().teeTcbSvn2(TdxPlatform.TEE_TCB_SVN);
    }
    draft
        .qe()
        .attributes(TdxPlatform.QE_ATTRIBUTES)
        .mrEnclave(TdxPlatform.QE_MRENCLAVE)
        .mrSigner(TdxPlatform.QE_MRSIGNER)
        .isvProdId(TdxPlatform.QE_PRODUCT)
        .isvSvn(TdxPlatform.QE_SVN);
    return draft;
  }

  /** 0, 1, 2, …: what the usual quoting enclave puts there. */
  private static Bytes counting() {
    var data = new byte[AUTH_DATA];
    for (var i = 0; i < data.length; i++) {
      data[i] = (byte) i;
    }
    return Bytes.of(data);
  }

  /** Signs whatever the draft says with the keys of this machine. */
  public Bytes sign(QuoteDraft draft) {
    return draft.signedBy(keys.attestation(), keys.pck());
  }

  @Override
  public Endorsements endorsements() throws IOException {
    return new Endorsements.Tdx(documents());
  }

  /** As {@link #endorsements}. */
  public synchronized TdxCollateral documents() throws IOException {
    var now = clock.millis();
    if (collateral.isEmpty() || now >= renewAt) {
      collateral = Optional.of(statements(now).signed());
      renewAt = now + LIFE.minus(RENEW).toMillis();
    }
    return collateral.get();
  }

  /** What would be said of the platform at this time. */
  Statements statements(long now) throws IOException {
    return new Statements(
        folder.authorities(),
        root,
        folder.signer(),
        terms.issuer,
        folder.issuer(terms.issuer),
        IntelFolder.validity(now, LIFE));
  }

  @Override
  public String anchorPem() {
    return Pem.encode(root);
  }
}
