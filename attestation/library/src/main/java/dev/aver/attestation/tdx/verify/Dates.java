// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.verify;

import dev.aver.attestation.Reason;
import dev.aver.attestation.endorsement.Validity;
import dev.aver.attestation.result.Step;
import java.time.Instant;

/** Whether a document holds at the time of verification, both ends included. */
record Dates(Reason notYet, Reason expired) {
  void check(Validity validity, long at, Step step) {
    if (validity.notYet(at)) {
      step.failed(notYet, "only from " + Instant.ofEpochMilli(validity.notBefore()));
    }
    if (validity.over(at)) {
      step.failed(expired, "only until " + Instant.ofEpochMilli(validity.notAfter()));
    }
  }
}
