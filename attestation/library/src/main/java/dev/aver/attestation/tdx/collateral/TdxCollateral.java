// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.collateral;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Certificate;
import dev.aver.attestation.endorsement.Pem;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;

/**
 * The nine documents that a quote is verified with, as they travel (formats.md, 7): nothing of them
 * has been looked at, and each is judged in the step that needs it.
 *
 * @param pckCrlIssuerChain PEM; for whoever has only the CRL, a verification takes the issuer from
 *     the quote's own chain
 * @param rootCaCrl hex of DER
 * @param pckCrl hex of DER
 * @param tcbInfoIssuerChain PEM: signer and root
 * @param tcbInfo the exact text that was signed
 * @param tcbInfoSignature hex of r ‖ s
 * @param qeIdentityIssuerChain PEM: signer and root
 * @param qeIdentity the exact text that was signed
 * @param qeIdentitySignature hex of r ‖ s
 */
public record TdxCollateral(
    String pckCrlIssuerChain,
    String rootCaCrl,
    String pckCrl,
    String tcbInfoIssuerChain,
    String tcbInfo,
    String tcbInfoSignature,
    String qeIdentityIssuerChain,
    String qeIdentity,
    String qeIdentitySignature) {
  /** The largest CRL that is looked at, in bytes; genuine ones have about 3000. */
  public static final int MAX_CRL_SIZE = 1024 * 1024;

  private static final int SIGNATURE_SIZE = 64;
  private static final int CRL_CHAIN_LENGTH = 2;

  /**
   * Reads the nine members, all required, no others.
   *
   * @throws Rejected {@link Reason#FIELD_MISSING}, {@link Reason#FIELD_TYPE}, {@link
   *     Reason#FIELD_UNKNOWN}
   */
  public static TdxCollateral parse(Json json) throws Rejected {
    var bundle = Members.of(json, "endorsements");
    var collateral =
        new TdxCollateral(
            bundle.string("pck_crl_issuer_chain"),
            bundle.string("root_ca_crl"),
            bundle.string("pck_crl"),
            bundle.string("tcb_info_issuer_chain"),
            bundle.string("tcb_info"),
            bundle.string("tcb_info_signature"),
            bundle.string("qe_identity_issuer_chain"),
            bundle.string("qe_identity"),
            bundle.string("qe_identity_signature"));
    bundle.end();
    return collateral;
  }

  /**
   * Requires that the chain of the PCK CRL is a CA and its root, of which a quote's verification
   * needs no byte: all nine members are required, and what cannot be parsed is not there.
   *
   * @throws Rejected {@link Reason#ENDORSEMENT_PARSE}
   */
  public void requireCrlChain() throws Rejected {
    var text = Bytes.utf8(pckCrlIssuerChain);
    var chain = Pem.certificates(text, CRL_CHAIN_LENGTH, Reason.ENDORSEMENT_PARSE);
    if (chain.size() != CRL_CHAIN_LENGTH) {
      throw new Rejected(Reason.ENDORSEMENT_PARSE, "the PCK CRL's chain is not CA and root");
    }
    for (var certificate : chain) {
      Certificate.parse(certificate, Reason.ENDORSEMENT_PARSE);
    }
  }

  /** The nine members. */
  public Json.Obj toJson() {
    return Json.object()
        .put("pck_crl_issuer_chain", pckCrlIssuerChain)
        .put("root_ca_crl", rootCaCrl)
        .put("pck_crl", pckCrl)
        .put("tcb_info_issuer_chain", tcbInfoIssuerChain)
        .put("tcb_info", tcbInfo)
        .put("tcb_info_signature", tcbInfoSignature)
        .put("qe_identity_issuer_chain", qeIdentityIssuerChain)
        .put("qe_identity", qeIdentity)
        .put("qe_identity_signature", qeIdentitySignature)
        .build();
  }

  /**
   * The DER of a CRL of this bundle.
   *
   * @throws Rejected {@code reason} unless it is hex of a bearable length
   */
  public static Bytes crl(String hex, Reason reason) throws Rejected {
    if (hex.length() > 2 * MAX_CRL_SIZE) {
      throw new Rejected(reason, "more than " + MAX_CRL_SIZE + " bytes");
    }
    try {
      return IntelFields.hex(hex);
    } catch (Rejected e) {
      throw new Rejected(reason, e.detail());
    }
  }

  /**
   * The 64 bytes of a signature of this bundle.
   *
   * @throws Rejected {@code reason} unless it is hex of 64 bytes
   */
  public static Bytes signature(String hex, Reason reason) throws Rejected {
    try {
      return IntelFields.hex(hex, SIGNATURE_SIZE);
    } catch (Rejected e) {
      throw new Rejected(reason, e.detail());
    }
  }
}
