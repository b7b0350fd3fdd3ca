// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.endorsement.TrustAnchor.Family;
import dev.aver.attestation.endorsement.TrustAnchor.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The roots that a verifier knows. Evidence can only end in one of them; it can never bring one.
 * The vendors' are compiled in as digests of their public keys; a software TEE's is known only to
 * the verification that names it.
 */
public final class TrustAnchors {
  private static final List<TrustAnchor> VENDORS =
      List.of(
          vendor(
              Family.SNP,
              "ARK-Milan",
              "9f056bee44377e29308cb5ffa895bdfb62d18881fa6bed8d6f075b0204089cb9"),
          vendor(
              Family.SNP,
              "ARK-Genoa",
              "429a69c9422aa258ee4d8db5fcda9c6470ef15f8cd5a9cebd6cbc7d90b863831"),
          vendor(
              Family.SNP,
              "ARK-Turin",
              "4f125410563a2ab9a50356f9243f6fe0b6f73de98603f53f90339c70e9d7ad08"),
          vendor(
              Family.TDX,
              "Intel SGX Root CA",
              "a0af031289f5d5d4132f9186068a7fc13628633ba235777472e29b6b6c67a49e"));

  private static final Bytes PEM_START = Bytes.utf8("-----BEGIN");
  private static final int MAX_SOFTWARE = 16;

  private final List<TrustAnchor> anchors;

  private TrustAnchors(List<TrustAnchor> anchors) {
    this.anchors = List.copyOf(anchors);
  }

  /** AMD's roots for Milan, Genoa and Turin, and Intel's. */
  public static TrustAnchors vendor() {
    return new TrustAnchors(VENDORS);
  }

  /** No root at all: accepts nothing until some are named. */
  public static TrustAnchors none() {
    return new TrustAnchors(List.of());
  }

  /**
   * These roots and those of software TEEs. A vendor's root stays a vendor's whoever names it.
   *
   * @param certificates self-signed certificates, DER or PEM (one or more in each); the kind of
   *     hardware follows from the key: RSA of an ARK is SNP's, P-256 is TDX's
   * @throws Rejected {@link Reason#ENDORSEMENT_PARSE}
   */
  public TrustAnchors withSoftware(List<Bytes> certificates) throws Rejected {
    var all = new ArrayList<>(anchors);
    for (var given : certificates) {
      for (var der : decode(given)) {
        var anchor = software(Certificate.parse(der, Reason.ENDORSEMENT_PARSE));
        if (all.stream().noneMatch(known -> known.spki().equals(anchor.spki()))) {
          all.add(anchor);
        }
      }
    }
    return new TrustAnchors(all);
  }

  private static List<Bytes> decode(Bytes given) throws Rejected {
    var start = given.slice(0, Math.min(PEM_START.size(), given.size()));
    return start.equals(PEM_START)
        ? Pem.certificates(given, MAX_SOFTWARE, Reason.ENDORSEMENT_PARSE)
        : List.of(given);
  }

  private static TrustAnchor software(Certificate root) throws Rejected {
    var name = root.subject().display();
    if (root.key() instanceof VerificationKey.Rsa && name.startsWith("ARK-")) {
      return new TrustAnchor(Kind.SOFTWARE, Family.SNP, root.keyDigest(), name);
    }
    if (root.key() instanceof VerificationKey.Ec ec && ec.curve() == Curve.P256) {
      return new TrustAnchor(Kind.SOFTWARE, Family.TDX, root.keyDigest(), name);
    }
    throw new Rejected(Reason.ENDORSEMENT_PARSE, "neither an ARK nor a P-256 root");
  }

  private static TrustAnchor vendor(Family family, String name, String digest) {
    try {
      return new TrustAnchor(Kind.VENDOR, family, new Digest(Bytes.fromHex(digest)), name);
    } catch (Rejected e) {
      throw new IllegalStateException(e);
    }
  }

  /** All of them. */
  public List<TrustAnchor> all() {
    return anchors;
  }

  /** The root of this family that has this public key. */
  public Optional<TrustAnchor> find(Family family, Digest spki) {
    return anchors.stream()
        .filter(anchor -> anchor.family() == family && anchor.spki().equals(spki))
        .findFirst();
  }

  /** Whether any root of this family is known. */
  public boolean knows(Family family) {
    return anchors.stream().anyMatch(anchor -> anchor.family() == family);
  }
}
