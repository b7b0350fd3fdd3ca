// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.verify;

import dev.aver.attestation.Reason;
import dev.aver.attestation.endorsement.Crl;
import dev.aver.attestation.result.Step;
import dev.aver.attestation.tdx.collateral.TdxCollateral;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * Step 3: the two revocation lists and the certificates of the platform's chain in them
 * (attestation.md, 6).
 *
 * @param root list of the root; absent if it cannot be relied on
 * @param pck list of the CA that issued the PCK certificate, no other CA's; absent as well
 */
public record Revocation(Optional<Crl> root, Optional<Crl> pck) {
  /** When there is no chain that says whose lists these should be. */
  public static final Revocation NONE = new Revocation(Optional.empty(), Optional.empty());

  /** Checks both lists and looks the platform's certificates up. */
  public static Revocation check(
      TdxCollateral collateral, PckChain chain, KnownCollateral known, long at, Step step) {
    var root =
        CrlCheck.ROOT.check(collateral.rootCaCrl(), chain.root().certificate(), known, at, step);
    var pck = CrlCheck.PCK.check(collateral.pckCrl(), chain.ca(), known, at, step);
    root.ifPresent(
        crl ->
            step.require(
                !crl.revokes(chain.ca().serial()),
                Reason.PCK_CA_REVOKED,
                "serial " + chain.ca().serial().toString(16)));
    pck.ifPresent(
        crl ->
            step.require(
                !crl.revokes(chain.pck().serial()),
                Reason.PCK_REVOKED,
                "serial " + chain.pck().serial().toString(16)));
    return new Revocation(root, pck);
  }

  /** The earliest end of the lists that can be relied on. */
  public OptionalLong earliestNextUpdate() {
    return LongStream.concat(end(root), end(pck)).min();
  }

  private static LongStream end(Optional<Crl> crl) {
    return crl.stream().mapToLong(list -> list.validity().notAfter());
  }
}
