// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.result;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.MachineId;
import dev.aver.attestation.endorsement.TrustAnchor;
import dev.aver.attestation.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * What the verifier of one kind of hardware found: authenticity and appraisal together, since
 * nobody may run half.
 *
 * @param findings at least one for each of hardware.1 to hardware.8 (formats.md, 8), in that order;
 *     all failures, not the first alone
 * @param reportData the 64 bytes that the hardware signed; empty if there is no report to read them
 *     from. Worth nothing unless no finding is a failure
 * @param anchor the root that the chain ended in; absent unless it is a known one
 * @param machine which machine it is, if it does not hide that. Worth nothing unless no finding is
 *     a failure
 * @param claims what the evidence says of the machine, for people and policies
 */
public record HardwareResult(
    List<Finding> findings,
    Bytes reportData,
    Optional<TrustAnchor> anchor,
    Optional<MachineId> machine,
    Json.Obj claims) {
  /** Copies {@code findings}. */
  public HardwareResult {
    findings = List.copyOf(findings);
  }
}
