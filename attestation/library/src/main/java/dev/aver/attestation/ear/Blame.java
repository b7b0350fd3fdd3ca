// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.ear;

import static dev.aver.attestation.ear.TrustClaim.CONFIGURATION;
import static dev.aver.attestation.ear.TrustClaim.EXECUTABLES;
import static dev.aver.attestation.ear.TrustClaim.HARDWARE;
import static dev.aver.attestation.ear.TrustClaim.INSTANCE_IDENTITY;
import static dev.aver.attestation.ear.TrustClaim.RUNTIME_OPAQUE;
import static dev.aver.attestation.ear.TrustClaim.SOURCED_DATA;
import static dev.aver.attestation.ear.TrustVector.CONTRAINDICATED;
import static dev.aver.attestation.ear.TrustVector.CRYPTOGRAPHY_FAILED;
import static dev.aver.attestation.ear.TrustVector.UNRECOGNIZED;

import dev.aver.attestation.Reason;
import dev.aver.attestation.result.AttestationResult;
import dev.aver.attestation.result.CheckName;
import java.util.EnumMap;

/**
 * What each failed check of a rejected result stands against. Every failure counts, and all values
 * are of the contraindicated tier: what was refused affirms nothing and only warns of nothing.
 */
record Blame(TrustClaim claim, int value) {
  /** The vector of a rejected result. */
  static TrustVector of(AttestationResult rejected) {
    var values = new EnumMap<TrustClaim, Integer>(TrustClaim.class);
    for (var check : rejected.checks()) {
      for (var failure : check.failures()) {
        var blame = of(check.name(), failure.reason());
        values.merge(blame.claim, blame.value, Math::max);
      }
    }
    if (values.isEmpty()) {
      values.put(
          HARDWARE, CRYPTOGRAPHY_FAILED); // a check that nothing is believed without is missing
    }
    return new TrustVector(values);
  }

  private static Blame of(CheckName check, Reason reason) {
    return switch (check) {
      case KEYSET_MODELS, KEYSET_BUILD -> new Blame(EXECUTABLES, CONTRAINDICATED);
      case KEYSET_CONFIGURATION, KEYSET_SEAL_KEY, KEYSET_VALIDITY ->
          new Blame(CONFIGURATION, CONTRAINDICATED);
      case HARDWARE_8 -> appraised(reason);
      case HARDWARE_TEE -> new Blame(HARDWARE, UNRECOGNIZED);
      case REPORT_DATA, FACTS_PATH, FACTS_NONCE ->
          new Blame(INSTANCE_IDENTITY, CRYPTOGRAPHY_FAILED);
      case JSON,
          EVIDENCE_FORMAT,
          HARDWARE_1,
          HARDWARE_2,
          HARDWARE_3,
          HARDWARE_4,
          HARDWARE_5,
          HARDWARE_6,
          HARDWARE_7 ->
          new Blame(HARDWARE, withdrawn(reason) ? CONTRAINDICATED : CRYPTOGRAPHY_FAILED);
      default -> new Blame(SOURCED_DATA, CRYPTOGRAPHY_FAILED);
    };
  }

  /** Genuine, and its vendor has given it up. */
  private static boolean withdrawn(Reason reason) {
    return reason == Reason.TCB_NOT_SUPPORTED || reason.name().endsWith("_REVOKED");
  }

  private static Blame appraised(Reason reason) {
    return switch (reason) {
      case MEASUREMENT_MISMATCH,
          ID_KEY_MISMATCH,
          AUTHOR_KEY_MISMATCH,
          FAMILY_ID_MISMATCH,
          IMAGE_ID_MISMATCH,
          GUEST_SVN_BELOW_MINIMUM,
          MRTD_MISMATCH,
          RTMR_MISMATCH,
          PCR_NOT_ACCEPTED,
          REFERENCE_VALUES_MISMATCH,
          EVENT_LOG_FORMAT,
          EVENT_LOG_DIGEST ->
          new Blame(EXECUTABLES, CONTRAINDICATED);
      case POLICY_DEBUG, POLICY_MIGRATE_MA, TD_DEBUG, TD_MIGRATABLE, MRSERVICETD_NOT_ALLOWED ->
          new Blame(RUNTIME_OPAQUE, CONTRAINDICATED);
      case TCB_BELOW_MINIMUM,
          LAUNCH_TCB_BELOW_MINIMUM,
          CURRENT_TCB_BELOW_MINIMUM,
          COMMITTED_TCB_BELOW_MINIMUM,
          FIRMWARE_BELOW_MINIMUM,
          PROVISIONAL_FIRMWARE,
          PLATFORM_INFO_MISMATCH,
          MITIGATION_MISMATCH,
          PRODUCT_NOT_ACCEPTED,
          SIGNING_KEY_NOT_ACCEPTED,
          TCB_STATUS_NOT_ACCEPTED,
          ADVISORY_NOT_ACCEPTED,
          FMSPC_NOT_ACCEPTED,
          MRSEAM_MISMATCH ->
          new Blame(HARDWARE, CONTRAINDICATED);
      case CHIP_ID_DENIED, MACHINE_REVOKED, MACHINE_EXPIRED ->
          new Blame(INSTANCE_IDENTITY, CONTRAINDICATED);
      case CHIP_ID_MISMATCH,
          CSP_ID_MISMATCH,
          PPID_MISMATCH,
          PLATFORM_INSTANCE_ID_MISMATCH,
          MACHINE_NOT_LISTED,
          MACHINE_NOT_ACCEPTED,
          LOCATION_NOT_ACCEPTED,
          OWNER_NOT_ACCEPTED ->
          new Blame(INSTANCE_IDENTITY, UNRECOGNIZED);
      default -> new Blame(CONFIGURATION, CONTRAINDICATED);
    };
  }
}
