// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.bundle;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.endorsement.TrustAnchor;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.snp.SnpEndorsements;
import dev.aver.attestation.tdx.collateral.TdxCollateral;
import java.util.Optional;

/**
 * What travels with a report to vouch for it (formats.md, 7). Untrusted like all of a bundle: roots
 * come from the verifier.
 */
public sealed interface Endorsements {
  /** AMD's: VEK, ASK, ARK and CRL as base64url of DER, all four. */
  record Snp(SnpEndorsements documents) implements Endorsements {
    @Override
    public Json.Obj toJson() {
      return Json.object()
          .put("vek", documents.vek().base64Url())
          .put("ask", documents.ask().base64Url())
          .put("ark", documents.ark().base64Url())
          .put("crl", documents.crl().orElseThrow().base64Url())
          .build();
    }
  }

  /** Intel's: the nine members of a collateral bundle. */
  record Tdx(TdxCollateral documents) implements Endorsements {
    @Override
    public Json.Obj toJson() {
      return documents.toJson();
    }
  }

  /**
   * Parses the endorsements of a TEE of this family.
   *
   * @throws Rejected {@link Reason#BASE64_FORMAT} and the codes of JSON members
   */
  static Endorsements parse(TrustAnchor.Family family, Json json) throws Rejected {
    return switch (family) {
      case SNP -> snp(Members.of(json, "endorsements"));
      case TDX -> new Tdx(TdxCollateral.parse(json));
    };
  }

  private static Snp snp(Members members) throws Rejected {
    var documents =
        new SnpEndorsements(
            members.base64Url("vek"),
            members.base64Url("ask"),
            members.base64Url("ark"),
            Optional.of(members.base64Url("crl")));
    members.end();
    return new Snp(documents);
  }

  /** The JSON form. */
  Json.Obj toJson();
}
