// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.policy.Expectation.Unchecked;
import dev.aver.attestation.result.Finding;
import dev.aver.attestation.result.HardwareResult;
import dev.aver.attestation.result.Step;
import dev.aver.attestation.tdx.collateral.TdxCollateral;
import dev.aver.attestation.tdx.verify.CrlAuthority;
import dev.aver.attestation.tdx.verify.KnownCollateral;
import dev.aver.attestation.tdx.verify.Statements;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks collateral without a quote, steps 3 and 4 of attestation.md, 6, for whoever fetches, keeps
 * or passes it on. A quote is never trusted for collateral that passed here: {@link TdxVerifier}
 * verifies it again, with the CA that issued the quote's own certificate.
 */
public final class CollateralVerifier {
  private CollateralVerifier() {}

  /** Verifies all nine documents at a time in milliseconds since 1970. */
  public static HardwareResult verify(
      TdxCollateral collateral, long atMillis, TrustAnchors anchors) {
    return verify(collateral, atMillis, anchors, false);
  }

  /**
   * Verifies those documents that are there, each with its issuer chain; what is empty was not
   * asked about. For answering a question about single documents, never for collateral of a quote.
   */
  public static HardwareResult verifyGiven(
      TdxCollateral collateral, long atMillis, TrustAnchors anchors) {
    return verify(collateral, atMillis, anchors, true);
  }

  private static HardwareResult verify(
      TdxCollateral collateral, long atMillis, TrustAnchors anchors, boolean onlyGiven) {
    var known = KnownCollateral.empty();
    var lists = new Step("hardware.3");
    var statements = new Step("hardware.4");
    var revocation = CrlAuthority.check(collateral, onlyGiven, anchors, known, atMillis, lists);
    var said =
        new Statements.Check(anchors, new Unchecked<>("no quote"), known, atMillis, onlyGiven)
            .run(collateral, Optional.empty(), revocation, lists, statements);
    var claims = Json.object();
    TdxClaims.collateral(revocation, said, claims);
    return new HardwareResult(
        findings(lists, statements),
        Bytes.EMPTY,
        Optional.empty(),
        Optional.empty(),
        claims.build());
  }

  private static List<Finding> findings(Step lists, Step statements) {
    var findings = new ArrayList<Finding>();
    for (var number = 1; number <= 8; number++) {
      switch (number) {
        case 3 -> findings.addAll(lists.findings());
        case 4 -> findings.addAll(statements.findings());
        default -> findings.add(new Finding.Skipped("hardware." + number, "no quote"));
      }
    }
    return findings;
  }
}
