// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.tdx;

import dev.aver.attestation.endorsement.Validity;
import dev.aver.attestation.tdx.collateral.PlatformIdentity;
import java.math.BigInteger;

/**
 * What a PCK certificate says, and which of the two CAs says it.
 *
 * @param issuer the Platform CA for multi-package platforms, else the Processor CA
 */
public record PckTerms(
    PckIssuer issuer, BigInteger serial, Validity validity, PlatformIdentity platform) {
  /** The two CAs. */
  public enum PckIssuer {
    /** "Intel SGX PCK Platform CA". */
    PLATFORM("platform", "Intel SGX PCK Platform CA"),
    /** "Intel SGX PCK Processor CA". */
    PROCESSOR("processor", "Intel SGX PCK Processor CA");

    private final String text;
    private final String commonName;

    PckIssuer(String text, String commonName) {
      this.text = text;
      this.commonName = commonName;
    }

    /** As the service's paths spell it. */
    public String text() {
      return text;
    }

    /** The CN of its certificate. */
    public String commonName() {
      return commonName;
    }
  }

  /** The same with another validity. */
  public PckTerms with(Validity other) {
    return new PckTerms(issuer, serial, other, platform);
  }

  /** The same of another platform. */
  public PckTerms with(PlatformIdentity other) {
    return new PckTerms(issuer, serial, validity, other);
  }

  /** The same from another CA. */
  public PckTerms from(PckIssuer other) {
    return new PckTerms(other, serial, validity, platform);
  }
}
