// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.inspect;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.vtpm.TpmQuote;
import dev.aver.attestation.vtpm.VtpmEvidence.SignedQuote;

/** A vTPM's quote, TPMS_ATTEST front to back; its integers are big-endian. */
final class TpmQuotePart {
  private static final Bytes MAGIC = Bytes.of((byte) 0xff, (byte) 'T', (byte) 'C', (byte) 'G');

  private TpmQuotePart() {}

  /** Whether the bytes begin as a TPM's quote does. */
  static boolean begins(Bytes content) {
    return content.size() >= MAGIC.size() && content.slice(0, MAGIC.size()).equals(MAGIC);
  }

  /** With its signature and the registers it was made over. */
  static Part read(SignedQuote signed) throws Rejected {
    var quote = TpmQuote.parse(signed.message());
    var part = Part.of("vTPM quote", signed.message().size());
    fields(quote, part);
    part.member("(signature)", signed.signature().hex(), "by the key of the runtime data");
    quote
        .registers(signed.pcrs())
        .forEach((number, value) -> part.member("PCR " + number, value.hex(), ""));
    return part.build();
  }

  /** The message alone. */
  static Part message(Bytes message) throws Rejected {
    var part = Part.of("vTPM quote", message.size());
    fields(TpmQuote.parse(message), part);
    return part.build();
  }

  private static void fields(TpmQuote quote, Part.Builder part) throws Rejected {
    var message = quote.message();
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
  }

  private static void sized(Walk walk, String name) throws Rejected {
    var size = walk.field(name + ".SIZE", 2);
    walk.field(name, (size.at(0) & 0xff) << 8 | size.at(1) & 0xff);
  }
}
