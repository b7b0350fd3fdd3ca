// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester.doctor;

import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.json.Json;
import dev.aver.enclave.attester.device.FileOperations;
import dev.aver.enclave.attester.device.SevGuest;
import dev.aver.enclave.attester.device.Timing;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * The machine and what is known of it beforehand.
 *
 * @param platform name of the operating system and of the processor's architecture, as Java has
 *     them
 * @param wallMillis milliseconds since 1970, when the verdict is to hold
 * @param privilegeLevel to ask for; absent: the provider's choice
 * @param endorsements the member of evidence, for machines whose host gives none
 * @param anchors the roots to trust
 */
public record Patient(
    Platform platform,
    FileOperations files,
    SevGuest device,
    SecureRandom random,
    Timing timing,
    long wallMillis,
    Optional<Integer> privilegeLevel,
    Optional<Json.Obj> endorsements,
    TrustAnchors anchors) {
  /** What runs here. */
  public record Platform(String name, String architecture) {}
}
