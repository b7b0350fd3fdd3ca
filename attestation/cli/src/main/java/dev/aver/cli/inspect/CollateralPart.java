// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.inspect;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.tdx.collateral.PcsResponse;
import dev.aver.attestation.tdx.collateral.TdxCollateral;

/** Intel's collateral: a whole bundle, or an answer of the service. */
final class CollateralPart {
  private static final int CHAIN = 3;

  private CollateralPart() {}

  static Part bundle(Json json, int size) throws Rejected {
    var collateral = TdxCollateral.parse(json);
    var part = Part.of("TDX collateral", size);
    part.member("tcb_info_signature", collateral.tcbInfoSignature(), "r and s");
    part.member("qe_identity_signature", collateral.qeIdentitySignature(), "r and s");
    part.part("tcb_info", Bytes.utf8(collateral.tcbInfo()), IntelPart::tcbInfo);
    part.part("qe_identity", Bytes.utf8(collateral.qeIdentity()), IntelPart::qeIdentity);
    chain(part, "tcb_info_issuer_chain", collateral.tcbInfoIssuerChain());
    chain(part, "qe_identity_issuer_chain", collateral.qeIdentityIssuerChain());
    chain(part, "pck_crl_issuer_chain", collateral.pckCrlIssuerChain());
    crl(part, "pck_crl", collateral.pckCrl());
    crl(part, "root_ca_crl", collateral.rootCaCrl());
    return part.build();
  }

  /** An answer of the service: the document under {@code member}, and its signature. */
  static Part response(Bytes body, String member) throws Rejected {
    var info = member.equals("tcbInfo");
    var reason = info ? Reason.TCB_INFO_FORMAT : Reason.QE_IDENTITY_FORMAT;
    var response = PcsResponse.parse(body, member, reason);
    return Part.of("answer of Intel's provisioning service", body.size())
        .member("signature", response.signature(), "r and s, over the exact text of " + member)
        .part(
            member,
            Bytes.utf8(response.document()),
            info ? IntelPart::tcbInfo : IntelPart::qeIdentity)
        .build();
  }

  private static void chain(Part.Builder part, String name, String pem) {
    part.part(name, Bytes.utf8(pem), text -> CertificatePart.chain(text, CHAIN));
  }

  private static void crl(Part.Builder part, String name, String hex) {
    part.part(
        name,
        Bytes.utf8(hex),
        text -> CrlPart.read(TdxCollateral.crl(hex, Reason.ENDORSEMENT_PARSE)));
  }
}
