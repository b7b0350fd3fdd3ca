// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.verification;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.Verification;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.result.AttestationResult;
import dev.aver.attestation.result.CheckName;
import dev.aver.attestation.result.Findings;
import dev.aver.attestation.result.Subject;
import java.util.Optional;

/** The verdict on a document whose wrapper cannot be read: rejected, and nothing was checked. */
final class UnreadableRequest {
  private UnreadableRequest() {}

  /** Rejected, because of {@code what} the caller named beside the document. */
  static AttestationResult result(Rejected what, Verification options) {
    var findings = new Findings();
    findings.fail(CheckName.JSON, what);
    return AttestationResult.of(
        Subject.EVIDENCE,
        findings,
        options.performedBy(),
        options.now(),
        Optional.empty(),
        Json.object().build());
  }
}
