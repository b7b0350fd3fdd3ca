// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance.evidence;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Certificate;
import dev.aver.attestation.endorsement.Pem;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.snp.SnpEndorsements;
import dev.aver.attestation.snp.abi.Product;
import dev.aver.attestation.snp.abi.SigningKey;
import dev.aver.attestation.snp.verify.VekRole;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The authorities of a case's trust anchor, product by product. Only the anchor {@code amd} is
 * AMD's; whatever else an index names is a software root, however its certificates call themselves.
 */
final class SnpRoots {
  private static final String VENDOR = "amd";

  private final EvidenceCase asked;
  private final CaseFiles files;

  SnpRoots(EvidenceCase asked, CaseFiles files) {
    this.asked = asked;
    this.files = files;
  }

  /** The roots that the case trusts. */
  TrustAnchors anchors() throws Rejected {
    return asked.trustAnchor().equals(Optional.of(VENDOR))
        ? TrustAnchors.vendor()
        : TrustAnchors.none()
            .withSoftware(
                files.roots(Arrays.stream(Product.values()).map(SnpRoots::folder).toList()));
  }

  /**
   * The VEK with the authorities that its issuer's name selects. Where it selects none that the
   * case has, with any: the verifier then says that the issuer is not among them.
   */
  SnpEndorsements endorsements(Bytes vek, Optional<Bytes> crl) throws Rejected {
    var role = role(vek);
    var vlek = role.flatMap(VekRole::issuerKind).equals(Optional.of(SigningKey.VLEK));
    var issuer = vlek ? "asvk" : "ask";
    var product =
        Stream.concat(product(vek).stream(), Arrays.stream(Product.values()))
            .filter(candidate -> pem(candidate, issuer).isPresent())
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no " + issuer + " of any product"));
    return new SnpEndorsements(vek, der(product, issuer), der(product, "ark"), crl);
  }

  /** The product of which the VEK is by its issuer's name. */
  Optional<Product> product(Bytes vek) {
    return role(vek).flatMap(VekRole::line).flatMap(Product::named);
  }

  private static Optional<VekRole> role(Bytes vek) {
    try {
      return Optional.of(VekRole.of(Certificate.parse(vek, Reason.VEK_PARSE)));
    } catch (Rejected e) {
      return Optional.empty(); // the verifier says so itself; any authorities do
    }
  }

  private Bytes der(Product product, String role) throws Rejected {
    var pem =
        pem(product, role)
            .orElseThrow(() -> new IllegalStateException("no " + role + " of " + product));
    return Pem.certificates(pem, 1, Reason.ENDORSEMENT_PARSE).getFirst();
  }

  private Optional<Bytes> pem(Product product, String role) {
    return files.besideRoot(folder(product), role + ".pem");
  }

  private static String folder(Product product) {
    return product.line().toLowerCase(Locale.ROOT);
  }
}
