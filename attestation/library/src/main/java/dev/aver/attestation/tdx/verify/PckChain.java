// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.verify;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Certificate;
import dev.aver.attestation.endorsement.Pem;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.result.Step;
import dev.aver.attestation.tdx.collateral.PlatformIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Step 2: the platform's certificate hangs on a pinned root by two signatures (attestation.md, 6).
 * Whether its certificates are in date and its extension readable is in the step's findings;
 * without a chain there is no key to verify anything else with.
 *
 * @param pck the platform's certificate
 * @param ca the Platform or Processor CA that issued it
 * @param root the pinned root
 * @param platform what the certificate says of the platform; absent if its extension is malformed
 */
public record PckChain(
    Certificate pck, Certificate ca, Root root, Optional<PlatformIdentity> platform) {
  private static final Set<String> AUTHORITIES =
      Set.of("Intel SGX PCK Platform CA", "Intel SGX PCK Processor CA");
  private static final int LENGTH = 3;
  private static final Dates PCK_DATES =
      new Dates(Reason.PCK_CERT_NOT_YET_VALID, Reason.PCK_CERT_EXPIRED);
  private static final Dates CA_DATES =
      new Dates(Reason.PCK_CA_NOT_YET_VALID, Reason.PCK_CA_EXPIRED);
  private static final Dates ROOT_DATES =
      new Dates(Reason.ROOT_CA_NOT_YET_VALID, Reason.ROOT_CA_EXPIRED);

  /** Checks the chain of a quote; empty if it does not lead to a pinned root. */
  public static Optional<PckChain> check(
      Bytes pem, TrustAnchors anchors, KnownCollateral known, long at, Step step) {
    try {
      var certificates = decode(withoutTerminator(pem), known);
      var chain = authenticate(certificates, anchors, known);
      PCK_DATES.check(chain.pck.validity(), at, step);
      CA_DATES.check(chain.ca.validity(), at, step);
      ROOT_DATES.check(chain.root.certificate().validity(), at, step);
      return Optional.of(chain.withPlatform(step));
    } catch (Rejected e) {
      step.failed(e);
      return Optional.empty();
    }
  }

  /** What a chain that nobody has verified says of a platform: for showing, never for deciding. */
  public static Optional<PlatformIdentity> claimed(Bytes pem) {
    try {
      return Optional.of(
          PckExtension.read(decode(withoutTerminator(pem), KnownCollateral.empty()).getFirst()));
    } catch (Rejected e) {
      return Optional.empty();
    }
  }

  /**
   * What a single PCK certificate says of its platform: for showing, never for deciding.
   *
   * @throws Rejected {@link Reason#PCK_EXTENSION}
   */
  public static PlatformIdentity claimed(Certificate pck) throws Rejected {
    return PckExtension.read(pck);
  }

  private static List<Certificate> decode(Bytes pem, KnownCollateral known) throws Rejected {
    var encoded = Pem.certificates(pem, LENGTH, Reason.PCK_CHAIN_FORMAT);
    if (encoded.size() != LENGTH) {
      throw new Rejected(Reason.PCK_CHAIN_FORMAT, encoded.size() + " certificates, not " + LENGTH);
    }
    var certificates = new ArrayList<Certificate>();
    for (var der : encoded) {
      var reason = certificates.isEmpty() ? Reason.PCK_CERT_PARSE : Reason.PCK_CHAIN_FORMAT;
      certificates.add(known.signed.certificate(der, reason));
    }
    return certificates;
  }

  private static PckChain authenticate(
      List<Certificate> chain, TrustAnchors anchors, KnownCollateral known) throws Rejected {
    var pck = chain.get(0);
    var ca = chain.get(1);
    var root =
        Root.pinned(chain.get(2), anchors, known)
            .orElseThrow(
                () ->
                    new Rejected(
                        Reason.PCK_CHAIN_UNTRUSTED_ROOT,
                        "root key " + chain.get(2).keyDigest().hex()));
    if (!root.issued(ca, known)) {
      throw new Rejected(Reason.PCK_CHAIN_SIGNATURE, "the CA is not issued by the root");
    }
    if (!pck.issuer().equals(ca.subject()) || !known.signed.isSigned(pck, ca, true)) {
      throw new Rejected(Reason.PCK_CHAIN_SIGNATURE, "the PCK certificate is not issued by the CA");
    }
    if (!root.certificate().authority().mayIssue(1) || !ca.authority().mayIssue(0)) {
      throw new Rejected(Reason.PCK_CHAIN_NOT_CA, "an issuer may not issue certificates");
    }
    if (!AUTHORITIES.contains(ca.subject().display()) || pck.authority().ca()) {
      throw new Rejected(Reason.PCK_CHAIN_FORMAT, "not a PCK certificate under a PCK CA");
    }
    return new PckChain(pck, ca, root, Optional.empty());
  }

  private PckChain withPlatform(Step step) {
    try {
      return new PckChain(pck, ca, root, Optional.of(PckExtension.read(pck)));
    } catch (Rejected e) {
      step.failed(e);
      return this;
    }
  }

  /** Some quoting services end the text as C does. */
  private static Bytes withoutTerminator(Bytes pem) {
    var last = pem.size() - 1;
    return last >= 0 && pem.at(last) == 0 ? pem.slice(0, last) : pem;
  }
}
