// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.verify;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.endorsement.Certificate;
import dev.aver.attestation.endorsement.Crl;
import dev.aver.attestation.result.Step;
import dev.aver.attestation.tdx.collateral.TdxCollateral;
import java.util.Optional;

/**
 * Whether a revocation list is complete, of the right issuer, signed and in date. A list that
 * cannot be read is a failure, never "nothing revoked".
 */
record CrlCheck(Reason parse, Reason issuer, Reason signature, Dates dates) {
  static final CrlCheck ROOT =
      new CrlCheck(
          Reason.ROOT_CRL_PARSE,
          Reason.ROOT_CRL_ISSUER,
          Reason.ROOT_CRL_SIGNATURE,
          new Dates(Reason.ROOT_CRL_NOT_YET_VALID, Reason.ROOT_CRL_EXPIRED));
  static final CrlCheck PCK =
      new CrlCheck(
          Reason.PCK_CRL_PARSE,
          Reason.PCK_CRL_ISSUER,
          Reason.PCK_CRL_SIGNATURE,
          new Dates(Reason.PCK_CRL_NOT_YET_VALID, Reason.PCK_CRL_EXPIRED));

  /** The list, if {@code authority} really issued it; its dates are in the step's findings. */
  Optional<Crl> check(
      String hex, Certificate authority, KnownCollateral known, long at, Step step) {
    try {
      var crl = known.signed.crl(TdxCollateral.crl(hex, parse), parse);
      if (!crl.issuer().equals(authority.subject()) || !authority.authority().signsCrls()) {
        throw new Rejected(issuer, "not issued by " + authority.subject().display());
      }
      if (!known.signed.isSigned(crl, authority, true)) {
        throw new Rejected(signature, "not signed by " + authority.subject().display());
      }
      dates.check(crl.validity(), at, step);
      return Optional.of(crl);
    } catch (Rejected e) {
      step.failed(e);
      return Optional.empty();
    }
  }
}
