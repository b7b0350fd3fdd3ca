// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.ear;

/** The aspects of an attester that a vector speaks of; of the others it makes no claim. */
enum TrustClaim {
  /** Which machine it is. */
  INSTANCE_IDENTITY("instance-identity"),
  /** How guest and enclave are configured. */
  CONFIGURATION("configuration"),
  /** What was booted and loaded. */
  EXECUTABLES("executables"),
  /** Processor and firmware. */
  HARDWARE("hardware"),
  /** Whether the host can look into the memory. */
  RUNTIME_OPAQUE("runtime-opaque"),
  /** Receipts, logs and what else is said beside the evidence. */
  SOURCED_DATA("sourced-data");

  private final String text;

  TrustClaim(String text) {
    this.text = text;
  }

  /** The spelling in AR4SI. */
  String text() {
    return text;
  }
}
