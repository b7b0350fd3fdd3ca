// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.policy;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.snp.appraise.SnpPolicy;

/**
 * The {@code snp} member of a policy: {@code guest}, {@code platform} and {@code identity}, and in
 * each every field of {@link SnpPolicy}, none optional.
 */
final class SnpPolicyJson {
  private SnpPolicyJson() {}

  static SnpPolicy parse(Members snp) throws Rejected {
    var policy =
        new SnpPolicy(
            SnpGuestJson.parse(snp.object("guest")),
            SnpPlatformJson.parse(snp.object("platform")),
            SnpIdentityJson.parse(snp.object("identity")));
    snp.end();
    return policy;
  }

  static Json write(SnpPolicy policy) {
    return Json.object()
        .put("guest", SnpGuestJson.write(policy.guest()))
        .put("platform", SnpPlatformJson.write(policy.platform()))
        .put("identity", SnpIdentityJson.write(policy.identity()))
        .build();
  }
}
