// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.Vectors;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.TrustAnchor.Family;
import dev.aver.attestation.endorsement.TrustAnchor.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vendors' own certificates decode, are pinned, and sign each other. */
class VendorRootsTest {
  private static Bytes der(String path) throws Rejected {
    return Pem.certificates(Vectors.read(path), 1, Reason.VEK_PARSE).getFirst();
  }

  private static Certificate certificate(String path) throws Rejected {
    return Certificate.parse(der(path), Reason.VEK_PARSE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"milan", "genoa", "turin"})
  void amdsChainsAreVerifiedAndPinned(String product) throws Rejected {
    var ark = certificate("snp/roots/" + product + "/ark.pem");
    var anchor = TrustAnchors.vendor().find(Family.SNP, ark.keyDigest()).orElseThrow();
    assertEquals(Kind.VENDOR, anchor.kind());
    assertEquals(anchor.name(), ark.subject().display());
    assertTrue(ark.isSignedBy(ark.key()));
    assertTrue(ark.authority().mayIssue(1) && ark.authority().signsCrls());
    for (var name : List.of("ask", "asvk")) {
      var ask = certificate("snp/roots/" + product + "/" + name + ".pem");
      assertTrue(ask.isSignedBy(ark.key()), name);
      assertFalse(ark.isSignedBy(ask.key()), name);
      assertEquals(ark.subject(), ask.issuer());
      assertTrue(ask.authority().mayIssue(0));
      assertFalse(ask.authority().mayIssue(1), "pathlen 0");
    }
  }

  @Test
  void intelsRootIsPinnedAndSignsItself() throws Rejected {
    var root = certificate("tdx/roots/intel_sgx_root_ca.pem");
    assertTrue(TrustAnchors.vendor().find(Family.TDX, root.keyDigest()).isPresent());
    assertTrue(TrustAnchors.vendor().find(Family.SNP, root.keyDigest()).isEmpty());
    assertTrue(root.isSignedBy(root.key()));
    assertTrue(root.authority().mayIssue(1));
  }

  @Test
  void aSoftwareRootIsKnownOnlyToThoseWhoNameIt() throws Rejected {
    var pem = Vectors.read("snp/sim-roots/milan/ark.pem");
    var digest = certificate("snp/sim-roots/milan/ark.pem").keyDigest();
    assertTrue(TrustAnchors.vendor().find(Family.SNP, digest).isEmpty());
    var named = TrustAnchors.vendor().withSoftware(List.of(pem));
    assertEquals(Kind.SOFTWARE, named.find(Family.SNP, digest).orElseThrow().kind());
    assertEquals(5, named.all().size());
  }

  @Test
  void aVendorsRootStaysAVendorsWhoeverNamesIt() throws Rejected {
    var pem = Vectors.read("snp/roots/milan/ark.pem");
    var named = TrustAnchors.vendor().withSoftware(List.of(pem));
    var digest = certificate("snp/roots/milan/ark.pem").keyDigest();
    assertEquals(Kind.VENDOR, named.find(Family.SNP, digest).orElseThrow().kind());
  }

  @Test
  void noPrefixAndNoLongerOneIsACertificate() throws Rejected {
    var der = der("snp/roots/milan/ark.pem");
    for (var size = 0; size < der.size(); size += 7) {
      var cut = der.slice(0, size);
      assertRefused(cut);
    }
    assertRefused(der.plus(Bytes.of((byte) 0)));
  }

  private static void assertRefused(Bytes der) {
    var e = assertThrows(Rejected.class, () -> Certificate.parse(der, Reason.VEK_PARSE));
    assertEquals(Reason.VEK_PARSE, e.reason());
  }

  @Test
  void everyAlteredByteBreaksTheSignatureOrTheForm() throws Rejected {
    var der = der("snp/roots/milan/ask.pem");
    var ark = certificate("snp/roots/milan/ark.pem");
    for (var at = 0; at < der.size(); at += 11) {
      var altered = der.toArray();
      altered[at] ^= 0x10;
      assertFalse(accepted(Bytes.of(altered), ark), "byte " + at);
    }
  }

  private static boolean accepted(Bytes der, Certificate issuer) {
    try {
      return Certificate.parse(der, Reason.VEK_PARSE).isSignedBy(issuer.key());
    } catch (Rejected e) {
      return false;
    }
  }
}
