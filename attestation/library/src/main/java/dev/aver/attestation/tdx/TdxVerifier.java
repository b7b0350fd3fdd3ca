// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.result.HardwareResult;
import dev.aver.attestation.tdx.abi.TdxQuote;
import dev.aver.attestation.tdx.appraise.TdxPolicy;
import dev.aver.attestation.tdx.collateral.TdxCollateral;
import dev.aver.attestation.tdx.verify.KnownCollateral;

/**
 * Decides what a TDX quote is worth at a given time: its signature up to a pinned root, revocation,
 * Intel's judgement of platform, module and quoting enclave, and the relying party's demands, in
 * the eight steps of attestation.md, 6. No input makes it throw, read a clock or fetch anything.
 */
public final class TdxVerifier {
  /** Facts about signatures, shared by all callers: bounded, and no part of any answer. */
  private static final KnownCollateral SHARED = KnownCollateral.empty();

  private TdxVerifier() {}

  /**
   * Verifies a quote.
   *
   * @param quote as the guest got it, zero padding included
   * @param collateral from anywhere: it is verified as well
   * @param atMillis the time to judge by, in milliseconds since 1970
   * @param anchors the roots that the chain may end in
   * @param policy what is demanded of the guest and its platform
   */
  public static HardwareResult verify(
      Bytes quote,
      TdxCollateral collateral,
      long atMillis,
      TrustAnchors anchors,
      TdxPolicy policy) {
    return verify(quote, collateral, atMillis, anchors, policy, SHARED);
  }

  /** As above, with a memory of verified collateral of the caller's own. */
  public static HardwareResult verify(
      Bytes quote,
      TdxCollateral collateral,
      long atMillis,
      TrustAnchors anchors,
      TdxPolicy policy,
      KnownCollateral known) {
    var examined = TdxQuote.examine(quote);
    return examined.quote().isEmpty()
        ? Verification.unreadable(examined.problems())
        : new Verification(collateral, atMillis, anchors, policy, known, examined.quote().get())
            .run();
  }
}
