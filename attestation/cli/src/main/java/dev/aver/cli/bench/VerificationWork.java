// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.bench;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.endorsement.VerifiedCollateral;
import dev.aver.attestation.result.Finding;
import dev.aver.attestation.result.HardwareResult;
import dev.aver.attestation.snp.SnpVerifier;
import dev.aver.attestation.snp.abi.SnpReport;
import dev.aver.attestation.snp.appraise.SnpPolicy;
import dev.aver.attestation.tdx.TdxVerifier;
import dev.aver.attestation.tdx.abi.TdxQuote;
import dev.aver.attestation.tdx.appraise.TdxPolicy;
import dev.aver.attestation.tdx.verify.KnownCollateral;
import java.util.Locale;

/**
 * What is measured of a verification: authenticity and appraisal, each from nothing and with
 * collateral that was verified before, and parsing alone.
 *
 * <p>"From nothing" verifies every certificate, list and document anew. The vendors' root keys are
 * part of a verifier and known even then; nothing else is.
 */
public enum VerificationWork {
  /** Three RSA-4096 signatures and one on P-384. */
  SNP_COLD("SNP report, nothing known", 8),
  /** One signature on P-384 by a key that is known. */
  SNP_WARM("SNP report, collateral known", 32),
  /** Ten signatures on P-256, two JSON documents, two revocation lists. */
  TDX_COLD("TDX quote, nothing known", 8),
  /** One signature on P-256 by a key that is known, and all dates and levels again. */
  TDX_WARM("TDX quote, collateral known", 64),
  /** Fields in their places and ranges. */
  SNP_PARSE("SNP report, parsed only", 4096),
  /** The same of a quote. */
  TDX_PARSE("TDX quote, parsed only", 1024);

  /** Above the columns of the table: time on a thread, processor time, all threads together. */
  public static final String HEADING =
      String.format(
          Locale.ROOT, "%-30s %7s %12s %12s %12s", "", "threads", "µs", "µs of CPU", "per second");

  private static final int REMEMBERED = 16;
  private static final String NO_DEMANDS = "measured without demands";

  private final String title;
  private final int batch;

  VerificationWork(String title, int batch) {
    this.title = title;
    this.batch = batch;
  }

  /** For the table. */
  public String title() {
    return title;
  }

  /** So many take long enough for a look at the clock not to count. */
  int batch() {
    return batch;
  }

  /** One piece of work over a sample. Safe for many threads. */
  public interface Piece {
    /** Does it once; the result is to be used, so that it is not left out. */
    Object run() throws Rejected;
  }

  /**
   * This work over a sample.
   *
   * @throws IllegalStateException if the sample is not accepted: a refusal is other work
   */
  public Piece over(VerificationSample sample) throws Rejected {
    var piece =
        switch (this) {
          case SNP_COLD -> snp(sample, false);
          case SNP_WARM -> snp(sample, true);
          case TDX_COLD -> tdx(sample, false);
          case TDX_WARM -> tdx(sample, true);
          case SNP_PARSE -> (Piece) () -> SnpReport.parse(sample.report());
          case TDX_PARSE -> (Piece) () -> TdxQuote.parse(sample.quote());
        };
    if (piece.run() instanceof HardwareResult result) {
      var failed = result.findings().stream().filter(Finding.Failure.class::isInstance).toList();
      if (!failed.isEmpty()) {
        throw new IllegalStateException("the sample is refused: " + failed);
      }
    }
    return piece;
  }

  private static Piece snp(VerificationSample sample, boolean warm) {
    var policy = SnpPolicy.authentic(NO_DEMANDS).revocationUnchecked(NO_DEMANDS);
    var known = new VerifiedCollateral(REMEMBERED);
    return () ->
        SnpVerifier.verify(
            sample.report(),
            sample.endorsements(),
            sample.reportAt(),
            sample.anchors(),
            policy,
            warm ? known : VerifiedCollateral.none());
  }

  private static Piece tdx(VerificationSample sample, boolean warm) {
    var policy = TdxPolicy.uncheckedUnlessNamed(NO_DEMANDS).build();
    var known = KnownCollateral.empty();
    return () ->
        TdxVerifier.verify(
            sample.quote(),
            sample.collateral(),
            sample.quoteAt(),
            sample.anchors(),
            policy,
            warm ? known : KnownCollateral.empty());
  }
}
