// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.inspect;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.compat.cbor.Cbor;
import dev.aver.attestation.compat.cbor.CborReader;
import dev.aver.attestation.compat.nitro.NitroDocument;

/** An AWS Nitro attestation document: its COSE envelope, its payload, its certificates. */
final class NitroPart {
  private static final int SIGNATURE = 96;

  private NitroPart() {}

  static Part read(Bytes document) throws Rejected {
    var nitro = NitroDocument.parse(document);
    var part = Part.of("AWS Nitro attestation document", document.size());
    var walk = new Walk(document, Reason.NITRO_FORMAT, part);
    walk.field("COSE_Sign1", 1, "array of four");
    walk.field("protected", 5, "ES384");
    walk.field("unprotected", 1, "empty");
    var envelope = new CborWalk(document, document.size() - walk.remaining());
    var start = envelope.position();
    var size = (int) envelope.head();
    walk.field("payload head", envelope.position() - start, size + " bytes");
    var payload = walk.field("payload", size, "what is signed");
    walk.field("signature head", walk.remaining() - SIGNATURE, "");
    walk.field("signature", SIGNATURE, "r and s, most significant byte first");
    part.part("payload", payload, bytes -> payload(bytes, nitro));
    var number = 0;
    for (var certificate : nitro.bundle()) {
      part.part("cabundle " + number++, certificate, CertificatePart::read);
    }
    part.part("certificate", nitro.certificate(), CertificatePart::read);
    return part.build();
  }

  /** Each field with its name, in the order of the document. */
  private static Part payload(Bytes payload, NitroDocument nitro) throws Rejected {
    var part = Part.of("payload", payload.size());
    var walk = new CborWalk(payload, 0);
    var count = walk.head();
    for (var i = 0L; count < 0 ? !walk.atBreak() : i < count; i++) {
      var start = walk.position();
      walk.skip();
      var name = payload.slice(start, walk.position());
      var value = walk.position();
      walk.skip();
      var content = payload.slice(value, walk.position());
      part.field(start, walk.position() - start, text(name), content.hex(), meaning(content));
    }
    part.member(
        "timestamp", Long.toString(nitro.timestamp()), CertificatePart.time(nitro.timestamp()));
    nitro
        .pcrs()
        .forEach((number, value) -> part.member("PCR " + number, value.hex(), unused(value)));
    return part.build();
  }

  private static String unused(Bytes register) {
    return register.isZero() ? "zero" : "";
  }

  private static String text(Bytes item) throws Rejected {
    return CborReader.document(item, NitroDocument.MAX_BYTES) instanceof Cbor.Text(String text)
        ? text
        : item.hex();
  }

  private static String meaning(Bytes item) throws Rejected {
    return switch (CborReader.document(item, NitroDocument.MAX_BYTES)) {
      case Cbor.Text(String text) -> text;
      case Cbor.Int(long number) -> Long.toString(number);
      case Cbor.Raw(Bytes bytes) -> bytes.size() + " bytes";
      case Cbor.Arr array -> array.elements().size() + " elements";
      case Cbor.Dict map -> map.entries().size() + " entries";
      case Cbor.Bool(boolean flag) -> Boolean.toString(flag);
      case Cbor.Null ignored -> "null";
    };
  }
}
