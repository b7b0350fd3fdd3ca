// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.endorsements;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Certificate;
import dev.aver.attestation.endorsement.Crl;
import dev.aver.attestation.endorsement.Pem;
import dev.aver.attestation.endorsement.TrustAnchor.Family;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.endorsement.Validity;
import dev.aver.attestation.snp.abi.Product;
import dev.aver.attestation.snp.abi.SigningKey;
import dev.aver.attestation.snp.abi.Tcb;
import dev.aver.attestation.snp.verify.VekExtensions;
import java.net.URI;
import java.util.Locale;

/**
 * The documents of AMD's key distribution service (attestation.md, 1.5), each with what makes it
 * the one that was asked for: its signature up to a pinned root, its names, its dates.
 */
final class AmdDocuments {
  private final URI base;
  private final VendorHttp http;
  private final TrustAnchors anchors;
  private final Shelf shelf;

  AmdDocuments(URI base, VendorHttp http, TrustAnchors anchors, Shelf shelf) {
    this.base = base;
    this.http = http;
    this.anchors = anchors;
    this.shelf = shelf;
  }

  /** ASK (or ASVK) and ARK. */
  record Chain(Certificate ask, Certificate ark) {
    static Chain parse(Bytes pem) throws Rejected {
      var two = Pem.certificates(pem, 2, Reason.ENDORSEMENT_PARSE);
      if (two.size() != 2) {
        throw new Rejected(Reason.ENDORSEMENT_PARSE, two.size() + " certificates, not two");
      }
      return new Chain(
          Certificate.parse(two.get(0), Reason.ENDORSEMENT_PARSE),
          Certificate.parse(two.get(1), Reason.ENDORSEMENT_PARSE));
    }
  }

  private Document.Source source(String path) {
    return () -> http.get(URI.create(base + path)).body();
  }

  private static String path(SigningKey kind, Product product) {
    return "/" + kind.name().toLowerCase(Locale.ROOT) + "/v1/" + product.line();
  }

  private static String key(SigningKey kind, Product product, String what) {
    return "amd-" + product.line() + "-" + kind.name() + "-" + what;
  }

  /** The authorities of this product line. */
  Chain chain(SigningKey kind, Product product) throws Unavailable, InterruptedException {
    var wanted =
        new Document(
            key(kind, product, "chain"),
            source(path(kind, product) + "/cert_chain"),
            (pem, now) -> check(Chain.parse(pem), kind, product, now));
    return parsed(() -> Chain.parse(shelf.get(wanted)));
  }

  private long check(Chain chain, SigningKey kind, Product product, long now) throws Rejected {
    if (anchors.find(Family.SNP, chain.ark.keyDigest()).isEmpty()) {
      throw new Rejected(Reason.VEK_CHAIN_UNTRUSTED, "key " + chain.ark.keyDigest());
    }
    var names =
        chain.ark.subject().display().equals("ARK-" + product.line())
            && chain.ask.subject().display().equals(kind.issuerPrefix() + product.line())
            && chain.ask.issuer().equals(chain.ark.subject());
    if (!names) {
      throw new Rejected(Reason.PRODUCT_MISMATCH, "authorities of another product or kind");
    }
    signed(chain.ark.isSignedBy(chain.ark.key()) && chain.ask.isSignedBy(chain.ark.key()));
    inDate(chain.ark.validity(), now, Reason.ARK_NOT_YET_VALID, Reason.ARK_EXPIRED);
    inDate(chain.ask.validity(), now, Reason.ASK_NOT_YET_VALID, Reason.ASK_EXPIRED);
    return Math.min(chain.ark.validity().notAfter(), chain.ask.validity().notAfter());
  }

  /** The root's revocation list. */
  Bytes crl(SigningKey kind, Product product, Chain chain)
      throws Unavailable, InterruptedException {
    return shelf.get(
        new Document(
            key(kind, product, "crl"),
            source(path(kind, product) + "/crl"),
            (der, now) -> checkCrl(der, chain, now)));
  }

  private static long checkCrl(Bytes der, Chain chain, long now) throws Rejected {
    var crl = Crl.parse(der, Reason.CRL_PARSE);
    if (!crl.issuer().equals(chain.ark.subject())) {
      throw new Rejected(Reason.CRL_ISSUER, crl.issuer().display());
    }
    if (!crl.isSignedBy(chain.ark.key())) {
      throw new Rejected(Reason.CRL_SIGNATURE, "not signed by the ARK");
    }
    inDate(crl.validity(), now, Reason.CRL_NOT_YET_VALID, Reason.CRL_EXPIRED);
    return crl.validity().notAfter();
  }

  /** The certificate of this chip's key at this TCB. */
  Bytes vcek(Product product, Bytes chipId, Bytes reportedTcb, Chain chain)
      throws Unavailable, InterruptedException {
    var tcb = product.layout().decode(reportedTcb);
    return shelf.get(
        new Document(
            key(SigningKey.VCEK, product, chipId.hex() + "-" + reportedTcb.hex()),
            source(path(SigningKey.VCEK, product) + "/" + chipId.hex() + query(product, tcb)),
            (der, now) -> checkVcek(der, product, chipId, tcb, chain, now)));
  }

  private static String query(Product product, Tcb tcb) {
    var levels =
        String.format(
            Locale.ROOT,
            "blSPL=%02d&teeSPL=%02d&snpSPL=%02d&ucodeSPL=%02d",
            tcb.bootloader(),
            tcb.tee(),
            tcb.snp(),
            tcb.microcode());
    return product == Product.TURIN
        ? String.format(Locale.ROOT, "?fmcSPL=%02d&%s", tcb.fmc(), levels)
        : "?" + levels;
  }

  private static long checkVcek(
      Bytes der, Product product, Bytes chipId, Tcb tcb, Chain chain, long now) throws Rejected {
    var vcek = Certificate.parse(der, Reason.VEK_PARSE);
    var said = VekExtensions.parse(vcek);
    if (!said.line().equals(product.line())) {
      throw new Rejected(Reason.PRODUCT_MISMATCH, said.productName());
    }
    if (said.hwId().filter(chipId::equals).isEmpty()) {
      throw new Rejected(Reason.CHIP_ID_MISMATCH, "of another chip");
    }
    var certified =
        new Tcb(
            said.level(9).orElse(0),
            said.level(1).orElse(0),
            said.level(2).orElse(0),
            said.level(3).orElse(0),
            said.level(8).orElse(0));
    if (!certified.equals(tcb)) {
      throw new Rejected(Reason.TCB_MISMATCH, "of " + certified);
    }
    signed(vcek.issuer().equals(chain.ask.subject()) && vcek.isSignedBy(chain.ask.key()));
    inDate(vcek.validity(), now, Reason.VEK_NOT_YET_VALID, Reason.VEK_EXPIRED);
    return vcek.validity().notAfter();
  }

  private static void signed(boolean holds) throws Rejected {
    if (!holds) {
      throw new Rejected(Reason.VEK_CHAIN_SIGNATURE, "not signed by whom it names");
    }
  }

  private static void inDate(Validity validity, long now, Reason early, Reason late)
      throws Rejected {
    if (validity.notYet(now) || validity.over(now)) {
      throw new Rejected(validity.over(now) ? late : early, "at " + now);
    }
  }

  private interface Parsing<T> {
    T parse() throws Rejected, Unavailable, InterruptedException;
  }

  /** What has passed its check can be parsed. */
  private static <T> T parsed(Parsing<T> parsing) throws Unavailable, InterruptedException {
    try {
      return parsing.parse();
    } catch (Rejected e) {
      throw new IllegalStateException(e);
    }
  }
}
