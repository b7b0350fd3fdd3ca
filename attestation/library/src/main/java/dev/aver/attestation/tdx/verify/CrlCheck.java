// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.verify;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
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

  /**
   * The list, if {@code authority} really issued it. Its dates are in the step's findings, and all
   * else that is wrong with it, not the first alone.
   */
  Optional<Crl> check(
      String hex, Certificate authority, KnownCollateral known, long at, Step step) {
    var der = der(hex, step);
    if (der.isEmpty()) {
      return Optional.empty();
    }
    try {
      var crl = known.signed.crl(der.get(), parse);
      var issued =
          step.require(
              crl.issuer().equals(authority.subject()) && authority.authority().signsCrls(),
              issuer,
              "not issued by " + authority.subject().display());
      var signed =
          step.require(known.signed.isSigned(crl, authority, true), signature, by(authority));
      dates.check(crl.validity(), at, step);
      return issued && signed ? Optional.of(crl) : Optional.empty();
    } catch (Rejected e) {
      step.failed(e);
      step.require(Crl.isSigned(der.get(), authority.key()), signature, by(authority));
      return Optional.empty();
    }
  }

  private Optional<Bytes> der(String hex, Step step) {
    try {
      var der = TdxCollateral.crl(hex, parse);
      step.require(der.size() > 0, parse, "no list");
      return Optional.of(der).filter(bytes -> bytes.size() > 0);
    } catch (Rejected e) {
      step.failed(e);
      return Optional.empty();
    }
  }

  private static String by(Certificate authority) {
    return "not signed by " + authority.subject().display();
  }
}
