// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.Vectors;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.result.Finding;
import dev.aver.attestation.result.HardwareResult;
import dev.aver.attestation.tdx.appraise.TdxPolicy;
import dev.aver.attestation.tdx.collateral.TdxCollateral;
import dev.aver.attestation.tdx.verify.KnownCollateral;
import java.time.Instant;
import java.util.List;

/** Genuine quotes with their collateral, and how to have them judged. */
final class TdxSamples {
  static final TdxPolicy ANY = TdxPolicy.uncheckedUnlessNamed("a test of something else").build();

  /** A quote, what it is verified with, and a time at which both are good. */
  record Sample(Bytes quote, TdxCollateral collateral, long at) {
    HardwareResult verify() {
      return verify(quote, collateral, at, ANY);
    }

    HardwareResult verify(Bytes otherQuote) {
      return verify(otherQuote, collateral, at, ANY);
    }

    HardwareResult verify(TdxCollateral other) {
      return verify(quote, other, at, ANY);
    }

    HardwareResult verify(TdxPolicy policy) {
      return verify(quote, collateral, at, policy);
    }

    HardwareResult verifyAt(long other) {
      return verify(quote, collateral, other, ANY);
    }

    private static HardwareResult verify(
        Bytes quote, TdxCollateral collateral, long at, TdxPolicy policy) {
      return TdxVerifier.verify(quote, collateral, at, TrustAnchors.vendor(), policy, KNOWN);
    }
  }

  private static final KnownCollateral KNOWN = KnownCollateral.empty();

  private TdxSamples() {}

  /** Version 4 of TDX 1.0, with 70 bytes of padding. */
  static Sample version4() {
    return sample("tdx-v4-uptodate", "A_b0c06f_2025-06", "2025-06-20T22:32:27Z");
  }

  /** Version 5 of TDX 1.5. */
  static Sample version5() {
    return sample("tdx-v5-td15-uptodate", "B_90c06f_2026-02", "2026-02-19T22:58:51Z");
  }

  /** The codes of everything that stands against it, in order. */
  static List<Reason> reasons(HardwareResult result) {
    return result.findings().stream()
        .filter(Finding.Failure.class::isInstance)
        .map(finding -> ((Finding.Failure) finding).reason())
        .toList();
  }

  private static Sample sample(String quote, String collateral, String at) {
    try {
      var json = Vectors.read("tdx/collateral/" + collateral + ".json");
      return new Sample(
          Vectors.read("tdx/" + quote + "/quote.bin"),
          TdxCollateral.parse(JsonReader.document(json, 1 << 20)),
          Instant.parse(at).toEpochMilli());
    } catch (Rejected e) {
      throw new IllegalStateException(e);
    }
  }
}
