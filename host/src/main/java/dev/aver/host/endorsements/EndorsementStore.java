// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.endorsements;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Certificate;
import dev.aver.attestation.endorsement.Pem;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.result.Finding;
import dev.aver.attestation.result.HardwareResult;
import dev.aver.attestation.snp.SnpEndorsements;
import dev.aver.attestation.snp.SnpVerifier;
import dev.aver.attestation.snp.abi.Product;
import dev.aver.attestation.snp.abi.SigningKey;
import dev.aver.attestation.snp.abi.SnpReport;
import dev.aver.attestation.snp.appraise.SnpPolicy;
import dev.aver.attestation.snp.verify.VekRole;
import dev.aver.attestation.tdx.TdxVerifier;
import dev.aver.attestation.tdx.abi.TdxQuote;
import dev.aver.attestation.tdx.appraise.TdxPolicy;
import dev.aver.attestation.tdx.collateral.TdxCollateral;
import dev.aver.attestation.tdx.verify.PckChain;
import dev.aver.host.endorsements.Unavailable.Why;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What vouches for a report or quote, from AMD or Intel, of which nothing is handed out that does
 * not verify together with that report. Blocks while something has to be fetched: for threads of
 * their own.
 */
final class EndorsementStore {
  private static final String WHY = "the relay appraises nobody's guest";
  private static final String APPRAISAL = "hardware.8";
  private static final String PLATFORM_CA = "Intel SGX PCK Platform CA";

  private final AmdDocuments amd;
  private final IntelDocuments intel;
  private final Shelf shelf;
  private final TrustAnchors anchors;
  private final Time time;
  private final Map<Bytes, Product> lines = new ConcurrentHashMap<>();

  EndorsementStore(
      AmdDocuments amd, IntelDocuments intel, Shelf shelf, TrustAnchors anchors, Time time) {
    this.amd = amd;
    this.intel = intel;
    this.shelf = shelf;
    this.anchors = anchors;
    this.time = time;
  }

  /** Fetches again what ends soon of all that was asked for since the start. */
  void refresh() throws InterruptedException {
    shelf.refresh();
  }

  /**
   * The endorsements of an SNP report.
   *
   * @param given the VEK that the guest had from its host, if it had one; a provider's can come
   *     from nowhere else
   */
  SnpEndorsements snp(Bytes raw, Optional<Bytes> given) throws Unavailable, InterruptedException {
    var report = parsed(raw);
    if (report.cpuid().isPresent()) {
      return ofLine(product(report.cpuid().get().line()), raw, report, given);
    }
    var known = Optional.ofNullable(lines.get(report.chipId())).map(Product::line);
    var named = given.flatMap(EndorsementStore::line).or(() -> known);
    return named.isPresent() ? ofLine(product(named), raw, report, given) : ofSomeLine(raw, report);
  }

  /**
   * Of a report of version 2, which names no line: by asking for its chip's key at each of the two
   * that made such reports. What was found is remembered, so that AMD is asked once.
   */
  private SnpEndorsements ofSomeLine(Bytes raw, SnpReport report)
      throws Unavailable, InterruptedException {
    try {
      return ofLine(Product.MILAN, raw, report, Optional.empty());
    } catch (Unavailable e) {
      // AMD answers 404 or 400 for a chip of another line.
      if (e.why() != Why.NOT_FOUND && e.why() != Why.REFUSED) {
        throw e;
      }
    }
    var found = ofLine(Product.GENOA, raw, report, Optional.empty());
    lines.put(report.chipId(), Product.GENOA);
    return found;
  }

  private SnpEndorsements ofLine(
      Product product, Bytes raw, SnpReport report, Optional<Bytes> given)
      throws Unavailable, InterruptedException {
    var kind = report.signerInfo().signingKey().orElse(SigningKey.VCEK);
    var chain = amd.chain(kind, product);
    var crl = amd.crl(kind, product, chain);
    if (given.isPresent()) {
      var own = endorsements(given.get(), chain, crl);
      if (kind == SigningKey.VLEK || problem(raw, own).isEmpty()) {
        return verified(raw, own);
      }
    }
    if (kind == SigningKey.VLEK) {
      throw new Unavailable(Why.PROVIDER_ONLY, "the host's table of certificates has no VLEK");
    }
    var chip = report.chipId().slice(0, product.chipIdSize());
    if (chip.isZero()) {
      throw new Unavailable(Why.NOT_FOUND, "the report names no chip");
    }
    return verified(
        raw, endorsements(amd.vcek(product, chip, report.reportedTcb(), chain), chain, crl));
  }

  private static SnpEndorsements endorsements(Bytes vek, AmdDocuments.Chain chain, Bytes crl) {
    return new SnpEndorsements(vek, chain.ask().encoded(), chain.ark().encoded(), Optional.of(crl));
  }

  private static SnpReport parsed(Bytes raw) throws Unavailable {
    try {
      return SnpReport.parse(raw);
    } catch (Rejected e) {
      throw new Unavailable(Why.NOT_VERIFIED, "the report: " + e);
    }
  }

  private static Product product(Optional<String> named) throws Unavailable {
    return named
        .flatMap(Product::named)
        .orElseThrow(
            () -> new Unavailable(Why.UNKNOWN_PRODUCT, "of a line that is not known here"));
  }

  /** By the issuer of what the host gave. */
  private static Optional<String> line(Bytes vek) {
    try {
      return VekRole.of(Certificate.parse(vek, Reason.VEK_PARSE)).line();
    } catch (Rejected e) {
      return Optional.empty();
    }
  }

  private SnpEndorsements verified(Bytes raw, SnpEndorsements endorsements) throws Unavailable {
    refuse(problem(raw, endorsements));
    return endorsements;
  }

  private Optional<Finding> problem(Bytes raw, SnpEndorsements endorsements) {
    return problem(
        SnpVerifier.verify(raw, endorsements, time.millis(), anchors, SnpPolicy.authentic(WHY)));
  }

  /** Whether the guest may be debugged and the like is for relying parties. */
  private static Optional<Finding> problem(HardwareResult result) {
    return result.findings().stream()
        .filter(finding -> finding instanceof Finding.Failure)
        .filter(finding -> !finding.check().equals(APPRAISAL))
        .findFirst();
  }

  private static void refuse(Optional<Finding> problem) throws Unavailable {
    if (problem.isPresent()) {
      throw new Unavailable(Why.NOT_VERIFIED, problem.get().toString());
    }
  }

  /** The nine documents of a TDX quote. */
  TdxCollateral tdx(Bytes raw) throws Unavailable, InterruptedException {
    try {
      var pem = TdxQuote.parse(raw).auth().pckChain();
      var platform = PckChain.claimed(pem);
      if (platform.isEmpty()) {
        throw new Unavailable(Why.NOT_VERIFIED, "the quote's certificate chain");
      }
      var collateral = intel.collateral(platform.get().fmspc(), ca(pem));
      var policy = TdxPolicy.uncheckedUnlessNamed(WHY).build();
      refuse(problem(TdxVerifier.verify(raw, collateral, time.millis(), anchors, policy)));
      return collateral;
    } catch (Rejected e) {
      throw new Unavailable(Why.NOT_VERIFIED, "the quote: " + e);
    }
  }

  /** Which of the two CAs issued the platform's certificate. */
  private static String ca(Bytes pem) throws Rejected {
    var text = pem.size() > 0 && pem.at(pem.size() - 1) == 0 ? pem.slice(0, pem.size() - 1) : pem;
    var chain = Pem.certificates(text, 3, Reason.PCK_CHAIN_FORMAT);
    var issuer = Certificate.parse(chain.getFirst(), Reason.PCK_CERT_PARSE).issuer();
    return issuer.display().equals(PLATFORM_CA) ? "platform" : "processor";
  }
}
