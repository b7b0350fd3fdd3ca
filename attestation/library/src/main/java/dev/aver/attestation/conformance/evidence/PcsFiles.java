// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance.evidence;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.tdx.collateral.PcsResponse;
import dev.aver.attestation.tdx.collateral.TdxCollateral;
import java.nio.charset.StandardCharsets;

/**
 * Raw answers of Intel's service - bodies, lists as DER, headers - as one bundle. One that the case
 * does not have is an empty document, which nobody asked about.
 */
final class PcsFiles {
  private final EvidenceCase asked;
  private final CaseFiles files;

  PcsFiles(EvidenceCase asked, CaseFiles files) {
    this.asked = asked;
    this.files = files;
  }

  TdxCollateral bundle() throws Rejected {
    var info = response("tcb_info", "tcbInfo", Reason.TCB_INFO_FORMAT);
    var identity = response("qe_identity", "enclaveIdentity", Reason.QE_IDENTITY_FORMAT);
    return new TdxCollateral(
        chain("pck_crl_issuer_chain", Reason.PCK_CHAIN_FORMAT),
        bytes("root_crl").hex(),
        bytes("pck_crl").hex(),
        chain("tcb_info_issuer_chain", Reason.TCB_INFO_CHAIN_FORMAT),
        info.document(),
        info.signature(),
        chain("qe_identity_issuer_chain", Reason.QE_IDENTITY_CHAIN_FORMAT),
        identity.document(),
        identity.signature());
  }

  private PcsResponse response(String role, String member, Reason reason) throws Rejected {
    return asked.has(role)
        ? PcsResponse.parse(files.of(role), member, reason)
        : new PcsResponse("", "");
  }

  private String chain(String role, Reason reason) throws Rejected {
    return PcsResponse.issuerChain(text(bytes(role)).strip(), reason);
  }

  private Bytes bytes(String role) {
    return asked.has(role) ? files.of(role) : Bytes.EMPTY;
  }

  private static String text(Bytes ascii) {
    return new String(ascii.toArray(), StandardCharsets.ISO_8859_1);
  }
}
