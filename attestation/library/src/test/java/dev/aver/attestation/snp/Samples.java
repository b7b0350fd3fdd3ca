// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.snp;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.Vectors;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Pem;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.result.Finding;
import dev.aver.attestation.result.HardwareResult;
import dev.aver.attestation.snp.appraise.SnpPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Genuine reports with their genuine endorsements. */
final class Samples {
  static final SnpPolicy POLICY =
      SnpPolicy.authentic("a test").revocationUnchecked("no genuine list of AMD is at hand");
  static final long TIME = Instant.parse("2025-09-06T17:21:41Z").toEpochMilli();

  private Samples() {}

  /** A genuine Genoa report of version 5. */
  static Bytes report() {
    return Vectors.read("snp/genoa-v5-oak/report.bin");
  }

  static SnpEndorsements endorsements() {
    return endorsements(Vectors.read("snp/genoa-v5-oak/vek.der"), "genoa");
  }

  static SnpEndorsements endorsements(Bytes vek, String product) {
    return new SnpEndorsements(
        vek,
        root("snp/roots/" + product + "/ask"),
        root("snp/roots/" + product + "/ark"),
        Optional.empty());
  }

  static Bytes root(String path) {
    try {
      return Pem.certificates(Vectors.read(path + ".pem"), 1, Reason.VEK_PARSE).getFirst();
    } catch (Rejected e) {
      throw new IllegalStateException(e);
    }
  }

  static HardwareResult verify(Bytes report) {
    return verify(report, endorsements(), TIME);
  }

  static HardwareResult verify(Bytes report, SnpEndorsements endorsements, long at) {
    return SnpVerifier.verify(report, endorsements, at, TrustAnchors.vendor(), POLICY);
  }

  static List<Reason> reasons(HardwareResult result) {
    return result.findings().stream()
        .filter(Finding.Failure.class::isInstance)
        .map(finding -> ((Finding.Failure) finding).reason())
        .toList();
  }

  static Bytes with(Bytes original, int at, int... values) {
    var altered = original.toArray();
    for (var i = 0; i < values.length; i++) {
      altered[at + i] = (byte) values[i];
    }
    return Bytes.of(altered);
  }
}
