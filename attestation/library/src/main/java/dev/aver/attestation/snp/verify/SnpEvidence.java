// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.snp.verify;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Certificate;
import dev.aver.attestation.endorsement.Curve;
import dev.aver.attestation.endorsement.EcdsaSignature;
import dev.aver.attestation.endorsement.SignatureScheme;
import dev.aver.attestation.endorsement.TrustAnchor;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.endorsement.VerificationKey;
import dev.aver.attestation.endorsement.VerifiedCollateral;
import dev.aver.attestation.policy.Expectation;
import dev.aver.attestation.snp.SnpEndorsements;
import dev.aver.attestation.snp.abi.Product;
import dev.aver.attestation.snp.abi.ReportForm;
import dev.aver.attestation.snp.abi.SigningKey;
import dev.aver.attestation.snp.abi.SnpReport;
import dev.aver.attestation.snp.steps.Steps;
import java.util.Optional;

/**
 * Steps 1 to 7 of one verification, each made as far as what came before allows (attestation.md,
 * 5). What could be read stays readable for the appraisal and the claims, even where a rule was
 * broken.
 */
public final class SnpEvidence {
  private final Steps steps;
  private final VerifiedCollateral collateral;

  private Optional<SnpReport> report = Optional.empty();
  private Optional<Certificate> vek = Optional.empty();
  private Optional<SigningKey> kind = Optional.empty();
  private Optional<VekExtensions> extensions = Optional.empty();
  private Optional<Product> product = Optional.empty();
  private Optional<TrustAnchor> anchor = Optional.empty();

  /** Nothing read yet; findings go to {@code steps}. */
  public SnpEvidence(Steps steps, VerifiedCollateral collateral) {
    this.steps = steps;
    this.collateral = collateral;
  }

  /** Step 1. A report of unknown version is not read any further: its fields mean nothing. */
  public void form(Bytes raw) {
    try {
      var read = SnpReport.read(raw);
      var violations = ReportForm.violations(read);
      violations.forEach(violation -> steps.fail(1, violation));
      if (violations.stream().noneMatch(v -> v.reason() == Reason.REPORT_VERSION)) {
        report = Optional.of(read);
      }
    } catch (Rejected e) {
      steps.fail(1, e);
    }
  }

  /** Step 2. */
  public void vek(Bytes der) {
    try {
      vek = Optional.of(collateral.certificate(der, Reason.VEK_PARSE));
    } catch (Rejected e) {
      steps.fail(2, e);
      return;
    }
    var certificate = vek.get();
    var role = VekRole.of(certificate);
    kind = role.kind();
    var name = certificate.subject().display();
    var leaf = kind.isPresent() && !certificate.authority().ca();
    steps.require(2, leaf, Reason.VEK_KIND, name + " is no VCEK or VLEK leaf");
    var issuer = certificate.issuer().display();
    var known = role.line().flatMap(Product::named).isPresent();
    steps.require(2, known, Reason.VEK_ISSUER_UNKNOWN, "issued by " + issuer);
    if (kind.isPresent()) {
      sameKind(role, name, issuer);
    }
    steps.require(
        2,
        certificate.scheme() == SignatureScheme.RSA_PSS_SHA384 && certificate.algorithmsAgree(),
        Reason.VEK_SIGNATURE_ALGO,
        "not RSASSA-PSS with SHA-384 and a salt of 48, inside and outside");
    steps.require(2, key().isPresent(), Reason.VEK_KEY_TYPE, "no point on P-384");
  }

  private void sameKind(VekRole role, String name, String issuer) {
    if (role.issuerKind().isPresent()) {
      var fits = role.issuerKind().equals(role.kind());
      steps.require(2, fits, Reason.VEK_KIND_MISMATCH, name + " issued by " + issuer);
    }
    var signer = report.flatMap(r -> r.signerInfo().signingKey());
    if (signer.isPresent()) {
      var fits = signer.equals(role.kind());
      var detail = "the report names " + signer.get() + ", the certificate is " + name;
      steps.require(2, fits, Reason.VEK_KIND_MISMATCH, detail);
    }
  }

  /** Steps 3 and 4; {@code revocationChecked} says whether a list is demanded. */
  public void chain(
      SnpEndorsements given,
      TrustAnchors anchors,
      Expectation<Boolean> revocationChecked,
      long at) {
    if (given.crl().isEmpty()) {
      Revocation.absent(revocationChecked, steps);
    }
    if (vek.isEmpty()) {
      return; // step 2 failed: both rest on it
    }
    Certificate ask;
    Certificate ark;
    try {
      ask = collateral.certificate(given.ask(), Reason.ENDORSEMENT_PARSE);
      ark = collateral.certificate(given.ark(), Reason.ENDORSEMENT_PARSE);
    } catch (Rejected e) {
      steps.fail(3, e);
      return;
    }
    anchor = new Chain(vek.get(), ask, ark, collateral, steps).verify(anchors, at);
    if (given.crl().isPresent()) {
      var crl = given.crl().get();
      var known = anchor.isPresent();
      Revocation.check(crl, vek.get(), ask, ark, known, collateral, steps, at);
      steps.expect(4, Reason.REVOCATION_NOT_ACCEPTED, revocationChecked, true);
    }
  }

  /** Step 5. */
  public void extensions() {
    if (vek.isEmpty()) {
      return;
    }
    product = VekAgreement.product(VekRole.of(vek.get()), steps);
    try {
      var found = VekExtensions.parse(vek.get());
      extensions = Optional.of(found);
      if (kind.isPresent() && product.isPresent()) {
        VekAgreement.complete(found, kind.get(), product.get(), steps);
      }
    } catch (Rejected e) {
      steps.fail(5, e);
    }
    VekAgreement.sameProduct(extensions, report, product, steps);
    if (product.isEmpty() && report.isPresent()) {
      steps.skip(5, "the product is not known");
    }
  }

  /** Step 6. */
  public void signature() {
    var signature =
        report
            .flatMap(ReportForm::signature)
            .map(numbers -> new EcdsaSignature(numbers.r(), numbers.s()));
    if (signature.isEmpty() || key().isEmpty()) {
      steps.skip(6, "no signature or no key to check it with");
      return;
    }
    var signed = report.orElseThrow().signedPart();
    steps.require(
        6,
        key().get().verifies(signed, signature.get()),
        Reason.SIGNATURE_INVALID,
        "not signed by the key of the VEK");
  }

  /** Step 7. */
  public void agreement() {
    if (report.isEmpty() || extensions.isEmpty() || product.isEmpty() || kind.isEmpty()) {
      steps.skip(7, "the report or the VEK could not be read");
      return;
    }
    PlatformAgreement.tcb(report.get(), extensions.get(), product.get(), steps);
    PlatformAgreement.chip(report.get(), extensions.get(), kind.get(), product.get(), steps);
    PlatformAgreement.order(report.get(), product.get().layout(), steps);
  }

  private Optional<VerificationKey.Ec> key() {
    return vek.map(Certificate::key)
        .filter(key -> key instanceof VerificationKey.Ec ec && ec.curve() == Curve.P384)
        .map(VerificationKey.Ec.class::cast);
  }

  /** The report, if its version is known. */
  public Optional<SnpReport> report() {
    return report;
  }

  /** The kind of the VEK, by its name. */
  public Optional<SigningKey> kind() {
    return kind;
  }

  /** The VEK's extensions, if they can be read. */
  public Optional<VekExtensions> vekExtensions() {
    return extensions;
  }

  /** The product, by the VEK's issuer. */
  public Optional<Product> product() {
    return product;
  }

  /** The known root that the chain names, whether or not its signatures hold. */
  public Optional<TrustAnchor> anchor() {
    return anchor;
  }
}
