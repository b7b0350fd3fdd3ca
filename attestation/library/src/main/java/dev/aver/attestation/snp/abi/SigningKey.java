// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.snp.abi;

/** The two kinds of versioned endorsement keys. */
public enum SigningKey {
  /** Of one chip at one TCB. */
  VCEK("SEV-VCEK", "SEV-"),
  /** Of one cloud provider at one TCB. */
  VLEK("SEV-VLEK", "SEV-VLEK-");

  private final String commonName;
  private final String issuerPrefix;

  SigningKey(String commonName, String issuerPrefix) {
    this.commonName = commonName;
    this.issuerPrefix = issuerPrefix;
  }

  /** The CN of its certificate. */
  public String commonName() {
    return commonName;
  }

  /** The CN of its issuer, without the product at the end. */
  public String issuerPrefix() {
    return issuerPrefix;
  }
}
