// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.inspect;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.vtpm.TpmQuote;
import dev.aver.attestation.vtpm.VtpmEvidence.SignedQuote;

/** A vTPM's quote, TPMS_ATTEST front to back; its integers are big-endian. */
final class TpmQuotePart {
  private TpmQuotePart() {}

  /** Of evidence: with its signature and the registers it was made over. */
  static Part read(SignedQuote signed) throws Rejected {
    var message = signed.message();
    var quote = TpmQuote.parse(message);
    var part = Part.of("vTPM quote", message.size());
    var walk = new Walk(message, Reason.TPM_QUOTE_FORMAT, part);
    walk.field("MAGIC", 4, "made by a TPM");
    walk.field("TYPE", 2, "quote");
    sized(walk, "QUALIFIED_SIGNER");
    sized(walk, "EXTRA_DATA");
    walk.field("CLOCK", 8);
    walk.field("RESET_COUNT", 4);
    walk.field("RESTART_COUNT", 4);
    walk.field("SAFE", 1);
    walk.field("FIRMWARE_VERSION", 8);
    walk.field("PCR_BANKS", 4, "one");
    walk.field("PCR_HASH", 2, "SHA-256");
    var bitmap = walk.field("PCR_SELECT.SIZE", 1).at(0);
    walk.field("PCR_SELECT", bitmap, quote.selected().toString());
    sized(walk, "PCR_DIGEST");
    part.member("(signature)", signed.signature().hex(), "by the key of the runtime data");
    quote
        .registers(signed.pcrs())
        .forEach((number, value) -> part.member("PCR " + number, value.hex(), ""));
    return part.build();
  }

  private static void sized(Walk walk, String name) throws Rejected {
    var size = walk.field(name + ".SIZE", 2);
    walk.field(name, (size.at(0) & 0xff) << 8 | size.at(1) & 0xff);
  }
}
