// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.snp.verify;

import dev.aver.attestation.endorsement.Certificate;
import dev.aver.attestation.snp.abi.SigningKey;
import java.util.Optional;

/**
 * What a VEK's names say of it.
 *
 * @param kind by its own CN; empty if it is no VEK
 * @param issuerKind by the issuer's CN; empty if that is no ASK or ASVK
 * @param line the product line at the end of the issuer's CN; empty without an issuer kind
 */
public record VekRole(
    Optional<SigningKey> kind, Optional<SigningKey> issuerKind, Optional<String> line) {
  /** What the names of this certificate say. */
  public static VekRole of(Certificate vek) {
    var subject = vek.subject().commonName().orElse("");
    var issuer = vek.issuer().commonName().orElse("");
    Optional<SigningKey> kind = Optional.empty();
    Optional<SigningKey> issuerKind = Optional.empty();
    Optional<String> line = Optional.empty();
    // VCEK first: its issuers' prefix is the beginning of the VLEK's, which therefore wins.
    for (var candidate : SigningKey.values()) {
      if (subject.equals(candidate.commonName())) {
        kind = Optional.of(candidate);
      }
      if (issuer.startsWith(candidate.issuerPrefix())) {
        issuerKind = Optional.of(candidate);
        line = Optional.of(issuer.substring(candidate.issuerPrefix().length()));
      }
    }
    return new VekRole(kind, issuerKind, line);
  }
}
