// SPDX-License-Identifier: Apache-2.0
package example;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.Verification;
import dev.aver.attestation.Verifier;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.policy.AppraisalPolicy;
import dev.aver.attestation.result.PerformedBy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What evidence in a file is worth to whoever wrote the policy. */
final class JudgeEvidence {
  private JudgeEvidence() {}

  // tag::ten-lines
  static String judge(Path evidence, Path policy, TrustAnchors roots, long now)
      throws IOException, Rejected {
    var demands = AppraisalPolicy.parse(Bytes.of(Files.readAllBytes(policy)));
    var options = Verification.at(now, PerformedBy.LIBRARY).with(roots).with(demands);
    var result = Verifier.verifyEvidence(Bytes.of(Files.readAllBytes(evidence)), options);
    return switch (result.verdict()) {
      case VERIFIED -> "verified";
      case REJECTED, INCOMPLETE -> "not verified: " + result.reasons();
    };
  }
  // end::ten-lines
}
