// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.snp.verify;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Certificate;
import dev.aver.attestation.endorsement.Crl;
import dev.aver.attestation.endorsement.VerifiedCollateral;
import dev.aver.attestation.policy.Expectation;
import dev.aver.attestation.snp.steps.Steps;
import java.math.BigInteger;

/**
 * Step 4: a revocation list that is given is checked completely; one that cannot be read never
 * means "not revoked". Every VEK has the serial number 0, so that number names none.
 */
final class Revocation {
  private static final int STEP = 4;

  private Revocation() {}

  /**
   * No list was given. That is a gap in what was checked; only a policy that leaves revocation
   * unchecked, in as many words, excuses it.
   */
  static void absent(Expectation<Boolean> demand, Steps steps) {
    if (demand instanceof Expectation.Unchecked) {
      steps.unchecked(STEP, demand.demand());
    } else if (demand.accepts(false)) {
      steps.skip(STEP, "no CRL was given: revocation was not checked");
    } else {
      steps.fail(STEP, Reason.CRL_MISSING, "policy demands one, and none was given");
    }
  }

  static void check(
      Bytes der,
      Certificate vek,
      Certificate ask,
      Certificate ark,
      boolean anchored,
      VerifiedCollateral collateral,
      Steps steps,
      long at) {
    Crl crl;
    try {
      crl = collateral.crl(der, Reason.CRL_PARSE);
    } catch (Rejected e) {
      steps.fail(STEP, e);
      return;
    }
    steps.require(
        STEP,
        crl.issuer().equals(ark.subject()) && ark.authority().signsCrls(),
        Reason.CRL_ISSUER,
        "issued by " + crl.issuer().display());
    steps.require(
        STEP,
        collateral.isSigned(crl, ark, anchored),
        Reason.CRL_SIGNATURE,
        "not signed by the key of the ARK");
    var validity = crl.validity();
    steps.require(STEP, !validity.notYet(at), Reason.CRL_NOT_YET_VALID, "at " + at);
    steps.require(STEP, !validity.over(at), Reason.CRL_EXPIRED, "at " + at);
    listed(crl, ask, Reason.ASK_REVOKED, steps);
    listed(crl, ark, Reason.ARK_REVOKED, steps);
    if (!vek.serial().equals(BigInteger.ZERO)) {
      listed(crl, vek, Reason.VEK_REVOKED, steps);
    }
  }

  private static void listed(Crl crl, Certificate certificate, Reason reason, Steps steps) {
    var serial = certificate.serial();
    steps.require(STEP, !crl.revokes(serial), reason, "serial number " + serial.toString(16));
  }
}
