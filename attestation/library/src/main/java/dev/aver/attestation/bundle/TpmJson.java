// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.bundle;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.vtpm.VtpmEvidence.SignedQuote;
import dev.aver.attestation.vtpm.VtpmPolicy;

/**
 * The member {@code tpm} of Azure's evidence: {@code message} and {@code signature} as base64url,
 * {@code pcrs} as 0x hex, all 24 or just the quoted ones in ascending order (formats.md, 4).
 */
final class TpmJson {
  private TpmJson() {}

  static SignedQuote parse(Json json) throws Rejected {
    var members = Members.of(json, "tpm");
    var pcrs = members.digests("pcrs", VtpmPolicy.PCRS);
    if (pcrs.isEmpty()) {
      throw new Rejected(Reason.FIELD_RANGE, "tpm.pcrs is empty");
    }
    var quote =
        new SignedQuote(
            members.base64Url("message"),
            members.base64Url("signature"),
            pcrs.stream().map(Digest::bytes).toList());
    members.end();
    return quote;
  }

  static Json.Obj write(SignedQuote quote) {
    var pcrs = quote.pcrs().stream().map(Bytes::prefixedHex).map(Json::of).toList();
    return Json.object()
        .put("message", quote.message().base64Url())
        .put("signature", quote.signature().base64Url())
        .put("pcrs", Json.array(pcrs))
        .build();
  }
}
