// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.bench;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bundle.Endorsements;
import dev.aver.attestation.bundle.EvidenceBundle;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Pem;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.snp.SnpEndorsements;
import dev.aver.attestation.tdx.collateral.TcbInfo;
import dev.aver.attestation.tdx.collateral.TdxCollateral;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One SNP report and one TDX quote with all that they are verified with, and the times at which
 * both are good.
 *
 * @param anchors the roots that the chains end in
 */
public record VerificationSample(
    Bytes report,
    SnpEndorsements endorsements,
    long reportAt,
    Bytes quote,
    TdxCollateral collateral,
    long quoteAt,
    TrustAnchors anchors) {
  private static final long BUNDLES_AT = 1_780_315_200_000L;

  /** Evidence of simulated hardware, which the repository holds: same sizes, same algorithms. */
  public static VerificationSample ofRepository(Path root) throws IOException, Rejected {
    var vectors = root.resolve("attestation/vectors");
    var snp = EvidenceBundle.parse(read(vectors.resolve("bundles/evidence-nonce.json")));
    var tdx = EvidenceBundle.parse(read(vectors.resolve("bundles/evidence-tdx-v5.json")));
    if (!(snp.endorsements() instanceof Endorsements.Snp(SnpEndorsements endorsements))
        || !(tdx.endorsements() instanceof Endorsements.Tdx(TdxCollateral collateral))) {
      throw new IllegalStateException("bundles of other hardware than their names say");
    }
    var anchors =
        List.of(
            read(vectors.resolve("anchors/software-snp.pem")),
            read(vectors.resolve("anchors/software-tdx.pem")));
    return new VerificationSample(
        snp.report(),
        endorsements,
        BUNDLES_AT,
        tdx.report(),
        collateral,
        BUNDLES_AT,
        TrustAnchors.vendor().withSoftware(anchors));
  }

  /** A genuine Genoa report and a genuine TDX 1.5 quote, from a folder of the vectors. */
  public static VerificationSample ofVectors(Path folder) throws IOException, Rejected {
    var collateral = read(folder.resolve("tdx/collateral/B_90c06f_2026-02.json"));
    return new VerificationSample(
        read(folder.resolve("snp/genoa-v5-oak/report.bin")),
        new SnpEndorsements(
            read(folder.resolve("snp/genoa-v5-oak/vek.der")),
            certificate(folder.resolve("snp/roots/genoa/ask.pem")),
            certificate(folder.resolve("snp/roots/genoa/ark.pem")),
            Optional.empty()),
        Instant.parse("2025-09-06T17:21:41Z").toEpochMilli(),
        read(folder.resolve("tdx/tdx-v5-td15-uptodate/quote.bin")),
        TdxCollateral.parse(JsonReader.document(collateral, TcbInfo.MAX_SIZE)),
        Instant.parse("2026-02-19T22:58:51Z").toEpochMilli(),
        TrustAnchors.vendor());
  }

  private static Bytes certificate(Path file) throws IOException, Rejected {
    return Pem.certificates(read(file), 1, Reason.ENDORSEMENT_PARSE).getFirst();
  }

  private static Bytes read(Path file) throws IOException {
    return Bytes.of(Files.readAllBytes(file));
  }
}
