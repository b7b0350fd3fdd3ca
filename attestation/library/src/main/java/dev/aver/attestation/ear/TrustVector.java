// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.ear;

import dev.aver.attestation.Verification;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.policy.AppraisalPolicy;
import dev.aver.attestation.policy.Expectation;
import dev.aver.attestation.policy.Expectation.Unchecked;
import dev.aver.attestation.policy.ReferenceValues;
import dev.aver.attestation.result.AttestationResult;
import dev.aver.attestation.result.Subject;
import dev.aver.attestation.snp.appraise.SnpPolicy;
import dev.aver.attestation.tdx.appraise.TdxPolicy;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A result as AR4SI's trustworthiness vector. Only a verified result affirms anything, and only
 * what its policy pinned; of a software TEE nothing is ever affirmed of the hardware.
 *
 * @param values −128 to 127, at least one
 */
record TrustVector(Map<TrustClaim, Integer> values) {
  /** No conclusion. */
  static final int NOTHING_SAID = 0;

  /** Approved, genuine, recognized: each claim's first affirming value. */
  static final int APPROVED = 2;

  /** Only what was booted is known, not what was loaded later. */
  static final int APPROVED_AT_BOOT = 3;

  /** Genuine, with known weaknesses; for memory: not hidden from the machine's own operator. */
  static final int KNOWN_WEAKNESS = 32;

  /** Not standardized: the root is a software TEE's, which the caller named for this call. */
  static final int SOFTWARE_ROOT = -33;

  /** Recognized and not trustworthy. */
  static final int CONTRAINDICATED = 96;

  /** Not recognized although it should be. */
  static final int UNRECOGNIZED = 97;

  /** A signature or a digest does not fit. */
  static final int CRYPTOGRAPHY_FAILED = 99;

  /** The vector of a result by what was demanded. */
  static TrustVector of(AttestationResult result, Verification asked) {
    return switch (result.verdict()) {
      case REJECTED -> Blame.of(result);
      case INCOMPLETE -> unappraised();
      case VERIFIED -> affirmed(result, asked.policy().orElseThrow(), asked.referenceValues());
    };
  }

  private static TrustVector unappraised() {
    return new TrustVector(
        Map.of(
            TrustClaim.HARDWARE,
            NOTHING_SAID,
            TrustClaim.EXECUTABLES,
            NOTHING_SAID,
            TrustClaim.CONFIGURATION,
            NOTHING_SAID));
  }

  private static TrustVector affirmed(
      AttestationResult result, AppraisalPolicy policy, Optional<ReferenceValues> images) {
    var values = new EnumMap<TrustClaim, Integer>(TrustClaim.class);
    values.put(TrustClaim.HARDWARE, hardware(result));
    values.put(TrustClaim.RUNTIME_OPAQUE, memory(result));
    if (measured(policy) || images.filter(ReferenceValues::pinLaunch).isPresent()) {
      values.put(TrustClaim.EXECUTABLES, APPROVED_AT_BOOT);
    }
    if (result.subject() != Subject.REPORT
        && (pinned(policy.keyset().configuration())
            || images.filter(ReferenceValues::pinConfiguration).isPresent())) {
      values.put(TrustClaim.CONFIGURATION, APPROVED);
    }
    if (result.claims().get("owner") != null) {
      values.put(TrustClaim.INSTANCE_IDENTITY, APPROVED); // an entry of the machine list counts
    }
    return new TrustVector(values);
  }

  private static int hardware(AttestationResult result) {
    if (result.isSoftwareTee()) {
      return SOFTWARE_ROOT;
    }
    var status = ofHardware(result, "tcb_status");
    return status.isEmpty() || status.get().equals(Json.of("UpToDate")) ? APPROVED : KNOWN_WEAKNESS;
  }

  private static int memory(AttestationResult result) {
    if (ofHardware(result, "debug").filter(Json.of(false)::equals).isEmpty()) {
      return CONTRAINDICATED; // a policy may allow debugging; the host reads along all the same
    }
    return result.isSoftwareTee() ? KNOWN_WEAKNESS : APPROVED;
  }

  private static Optional<Json> ofHardware(AttestationResult result, String claim) {
    return result.claims().get("hardware") instanceof Json.Obj hardware
        ? Optional.ofNullable(hardware.get(claim))
        : Optional.empty();
  }

  /** Whether the policy pins what was booted, whatever kind of TEE it was. */
  private static boolean measured(AppraisalPolicy policy) {
    return policy.snp().stream().allMatch(TrustVector::measured)
        && policy.tdx().stream().allMatch(TrustVector::measured)
        && policy.vtpm().stream().allMatch(v -> v.pcrs().stream().anyMatch(TrustVector::pinned));
  }

  private static boolean measured(SnpPolicy policy) {
    return pinned(policy.identity().measurement());
  }

  /** MRTD alone is the firmware: kernel and command line are in the first two registers. */
  private static boolean measured(TdxPolicy policy) {
    return Stream.of(policy.mrTd(), policy.rtmrs().get(1), policy.rtmrs().get(2))
        .allMatch(TrustVector::pinned);
  }

  private static boolean pinned(Expectation<?> demand) {
    return !(demand instanceof Unchecked);
  }

  /** The worst tier of all claims. */
  TrustTier worst() {
    return values.values().stream().map(TrustTier::of).max(TrustTier::compareTo).orElseThrow();
  }

  Json.Obj toJson() {
    var json = Json.object();
    new EnumMap<>(values).forEach((claim, value) -> json.put(claim.text(), value));
    return json.build();
  }
}
