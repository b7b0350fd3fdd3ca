// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.snp.appraise;

import dev.aver.attestation.policy.Expectation;
import dev.aver.attestation.snp.abi.Product;
import dev.aver.attestation.snp.abi.SigningKey;
import java.util.Map;

/**
 * What the machine must be.
 *
 * @param products the accepted product lines with their firmware floors; a line that is not named
 *     is refused
 * @param signingKey a chip's key or a provider's
 * @param provisionalFirmware whether the running firmware may still be rolled back: {@code
 *     Exactly(false)} demands committed = current
 * @param info bits of PLATFORM_INFO, as {@link BitDemand} or whole
 * @param launchMitigations bits of LAUNCH_MIT_VECTOR
 * @param currentMitigations bits of CURRENT_MIT_VECTOR
 * @param revocationChecked {@code Exactly(true)} demands the ARK's CRL; without one nothing but
 *     {@code Unchecked} leaves evidence verified
 */
public record PlatformDemands(
    Map<Product, FirmwareDemands> products,
    Expectation<SigningKey> signingKey,
    Expectation<Boolean> provisionalFirmware,
    Expectation<Long> info,
    Expectation<Long> launchMitigations,
    Expectation<Long> currentMitigations,
    Expectation<Boolean> revocationChecked) {
  /** Copies {@code products}. */
  public PlatformDemands {
    products = Map.copyOf(products);
  }
}
