// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.verify;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Certificate;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.result.Step;
import dev.aver.attestation.tdx.collateral.PlatformIdentity;
import java.util.Optional;

/**
 * Step 2: the platform's certificate hangs on a pinned root by two signatures (attestation.md, 6).
 * Whether its certificates are in date and its extension readable is in the step's findings;
 * without a chain there is no key to verify anything else with.
 *
 * @param pck the platform's certificate
 * @param ca the Platform or Processor CA that issued it
 * @param root the pinned root
 * @param platform what the certificate says of the platform; absent if its extension is malformed
 */
public record PckChain(
    Certificate pck, Certificate ca, Root root, Optional<PlatformIdentity> platform) {
  private static final Dates PCK_DATES =
      new Dates(Reason.PCK_CERT_NOT_YET_VALID, Reason.PCK_CERT_EXPIRED);
  private static final Dates CA_DATES =
      new Dates(Reason.PCK_CA_NOT_YET_VALID, Reason.PCK_CA_EXPIRED);
  private static final Dates ROOT_DATES =
      new Dates(Reason.ROOT_CA_NOT_YET_VALID, Reason.ROOT_CA_EXPIRED);

  /** Checks the chain of a quote; empty if it does not lead to a pinned root. */
  public static Optional<PckChain> check(
      Bytes pem, TrustAnchors anchors, KnownCollateral known, long at, Step step) {
    var links = PckLinks.decode(pem, known, step);
    if (links.isEmpty()) {
      return Optional.empty();
    }
    var pck = links.get().pck();
    var ca = links.get().ca();
    var root = links.get().authenticate(anchors, known, step);
    PCK_DATES.check(pck.validity(), at, step);
    CA_DATES.check(ca.validity(), at, step);
    ROOT_DATES.check(links.get().last().validity(), at, step);
    var platform = platform(pck, step);
    return root.map(found -> new PckChain(pck, ca, found, platform));
  }

  private static Optional<PlatformIdentity> platform(Certificate pck, Step step) {
    try {
      return Optional.of(PckExtension.read(pck));
    } catch (Rejected e) {
      step.failed(e);
      return Optional.empty();
    }
  }

  /**
   * What the first certificate of a chain says of a platform, whatever follows it and whoever
   * signed it: for showing, never for deciding.
   */
  public static Optional<PlatformIdentity> claimed(Bytes pem) {
    try {
      return Optional.of(PckExtension.read(PckLinks.first(pem)));
    } catch (Rejected e) {
      return Optional.empty();
    }
  }

  /**
   * What a single PCK certificate says of its platform: for showing, never for deciding.
   *
   * @throws Rejected {@link Reason#PCK_EXTENSION}
   */
  public static PlatformIdentity claimed(Certificate pck) throws Rejected {
    return PckExtension.read(pck);
  }
}
