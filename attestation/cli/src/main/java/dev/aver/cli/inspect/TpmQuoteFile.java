// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.inspect;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.vtpm.VtpmEvidence.SignedQuote;
import java.util.ArrayList;

/** A vTPM's quote as tools save it: message, signature and registers in hexadecimal. */
final class TpmQuoteFile {
  private TpmQuoteFile() {}

  static Part read(Json.Obj json) throws Rejected {
    var members = Members.of(json, "quote");
    var pcrs = new ArrayList<Bytes>();
    for (var pcr : members.array("pcrs")) {
      if (!(pcr instanceof Json.Str(String digits))) {
        throw new Rejected(Reason.TPM_QUOTE_FORMAT, "a PCR is not a string");
      }
      pcrs.add(Bytes.fromHex(digits));
    }
    var message = Bytes.fromHex(members.string("message"));
    var signature = Bytes.fromHex(members.string("signature"));
    return TpmQuotePart.read(new SignedQuote(message, signature, pcrs));
  }
}
