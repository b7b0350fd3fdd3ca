// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.snp.appraise;

import dev.aver.attestation.policy.Expectation;
import dev.aver.attestation.policy.Expectation.Exactly;
import dev.aver.attestation.policy.Expectation.Unchecked;
import dev.aver.attestation.snp.abi.Product;
import java.util.EnumMap;
import java.util.Map;

/** What a relying party demands of an SNP report: data only, and every gap is spelled out. */
public record SnpPolicy(GuestDemands guest, PlatformDemands platform, IdentityDemands identity) {
  /**
   * Authentic evidence of any supported machine whose guest nobody can debug or migrate: the
   * default policy of the vectors, with a CRL demanded.
   *
   * @param why said of all that is not checked
   */
  public static SnpPolicy authentic(String why) {
    var products = new EnumMap<Product, FirmwareDemands>(Product.class);
    for (var product : Product.values()) {
      products.put(product, FirmwareDemands.unchecked(why));
    }
    return new SnpPolicy(
        GuestDemands.closed(why), platform(products, why), IdentityDemands.unchecked(why));
  }

  private static PlatformDemands platform(Map<Product, FirmwareDemands> products, String why) {
    return new PlatformDemands(
        products,
        new Unchecked<>(why),
        new Unchecked<>(why),
        new Unchecked<>(why),
        new Unchecked<>(why),
        new Unchecked<>(why),
        new Exactly<>(true));
  }

  /** The same, and a missing CRL is excused for this reason. */
  public SnpPolicy revocationUnchecked(String why) {
    return revocationChecked(new Unchecked<>(why));
  }

  /** The same with this demand on revocation. */
  public SnpPolicy revocationChecked(Expectation<Boolean> demand) {
    return with(
        new PlatformDemands(
            platform.products(),
            platform.signingKey(),
            platform.provisionalFirmware(),
            platform.info(),
            platform.launchMitigations(),
            platform.currentMitigations(),
            demand));
  }

  /** The same with these demands on the identity. */
  public SnpPolicy with(IdentityDemands demands) {
    return new SnpPolicy(guest, platform, demands);
  }

  /** The same with these demands on the platform. */
  public SnpPolicy with(PlatformDemands demands) {
    return new SnpPolicy(guest, demands, identity);
  }

  /** The same with these demands on the guest. */
  public SnpPolicy with(GuestDemands demands) {
    return new SnpPolicy(demands, platform, identity);
  }
}
