// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.compat.nitro;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.compat.cbor.Cbor;
import dev.aver.attestation.compat.cbor.CborReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An attestation document of AWS Nitro Enclaves: a COSE_Sign1 (RFC 9052), untagged, ES384, with
 * nothing outside the signature but an empty header. Well-formed only; nothing of it has been
 * verified (opengradient.md, 3.3).
 *
 * @param signed the Sig_structure: what the signature is over
 * @param signature r and s, 48 bytes each, most significant byte first
 * @param moduleId which hypervisor and enclave
 * @param timestamp milliseconds since 1970, by the hypervisor's clock
 * @param pcrs registers 0 to 31 by number, 48 bytes each
 * @param certificate the leaf's DER
 * @param bundle the DER of root, intermediates and the leaf's issuer, in that order
 */
public record NitroDocument(
    Bytes signed,
    Bytes signature,
    String moduleId,
    long timestamp,
    SortedMap<Integer, Bytes> pcrs,
    Bytes certificate,
    List<Bytes> bundle,
    Optional<Bytes> publicKey,
    Optional<Bytes> userData,
    Optional<Bytes> nonce) {
  /** The largest document in bytes. */
  public static final int MAX_BYTES = 16 * 1024;

  /** The size of a register: of SHA-384. */
  public static final int PCR_SIZE = 48;

  private static final int MAX_PCR = 31;
  private static final int MAX_CERTIFICATE = 1024;
  private static final int MAX_BUNDLE = 8;
  private static final int MAX_PUBLIC_KEY = 1024;
  private static final int MAX_USER_DATA = 512;
  private static final int SIGNATURE_SIZE = 96;

  /** {1: -35}: ES384 and nothing else. */
  private static final Bytes PROTECTED = Bytes.of((byte) 0xa1, (byte) 1, (byte) 0x38, (byte) 0x22);

  /** ["Signature1", {1: -35}, no data of the application, … as far as the payload's length. */
  private static final Bytes SIGNATURE_1 =
      Bytes.concat(
          Bytes.of((byte) 0x84, (byte) 0x6a),
          Bytes.utf8("Signature1"),
          Bytes.of((byte) 0x44),
          PROTECTED,
          Bytes.of((byte) 0x40));

  /** Copies the collections. */
  public NitroDocument {
    pcrs = Collections.unmodifiableSortedMap(new TreeMap<>(pcrs));
    bundle = List.copyOf(bundle);
  }

  /**
   * Parses a document.
   *
   * @throws Rejected {@link Reason#CBOR_FORMAT}, {@link Reason#NITRO_FORMAT}
   */
  public static NitroDocument parse(Bytes document) throws Rejected {
    if (!(CborReader.document(document, MAX_BYTES) instanceof Cbor.Arr(List<Cbor> parts))
        || parts.size() != 4) {
      throw bad("no COSE_Sign1: not an array of four");
    }
    if (!parts.get(0).equals(new Cbor.Raw(PROTECTED))) {
      throw bad("protected header other than ES384 alone");
    }
    if (!(parts.get(1) instanceof Cbor.Dict header) || !header.entries().isEmpty()) {
      throw bad("an unprotected header that says something");
    }
    var payload = raw(parts.get(2), "payload", MAX_BYTES);
    var signature = raw(parts.get(3), "signature", SIGNATURE_SIZE);
    if (signature.size() != SIGNATURE_SIZE) {
      throw bad("a signature of " + signature.size() + " bytes");
    }
    return payload(payload, signature);
  }

  private static NitroDocument payload(Bytes payload, Bytes signature) throws Rejected {
    var fields = new PayloadFields(CborReader.document(payload, MAX_BYTES));
    if (!fields.text("digest").equals("SHA384")) {
      throw bad("a digest other than SHA384");
    }
    var document =
        new NitroDocument(
            Bytes.concat(SIGNATURE_1, head(payload.size()), payload),
            signature,
            fields.text("module_id"),
            fields.moment("timestamp"),
            pcrs(fields.take("pcrs")),
            raw(fields.take("certificate"), "certificate", MAX_CERTIFICATE),
            bundle(fields.take("cabundle")),
            fields.optional("public_key", MAX_PUBLIC_KEY),
            fields.optional("user_data", MAX_USER_DATA),
            fields.optional("nonce", MAX_USER_DATA));
    fields.end();
    return document;
  }

  private static SortedMap<Integer, Bytes> pcrs(Cbor value) throws Rejected {
    var pcrs = new TreeMap<Integer, Bytes>();
    if (value instanceof Cbor.Dict dict) {
      for (var entry : dict.entries().entrySet()) {
        if (!(entry.getKey() instanceof Cbor.Int(long number)) || number < 0 || number > MAX_PCR) {
          throw bad("a register that is not 0 to " + MAX_PCR);
        }
        var register = raw(entry.getValue(), "PCR " + number, PCR_SIZE);
        if (register.size() != PCR_SIZE) {
          throw bad("PCR " + number + " of " + register.size() + " bytes");
        }
        pcrs.put((int) number, register);
      }
    }
    if (pcrs.isEmpty()) {
      throw bad("no registers");
    }
    return pcrs;
  }

  private static List<Bytes> bundle(Cbor value) throws Rejected {
    if (!(value instanceof Cbor.Arr(List<Cbor> elements))
        || elements.isEmpty()
        || elements.size() > MAX_BUNDLE) {
      throw bad("cabundle is not 1 to " + MAX_BUNDLE + " certificates");
    }
    var bundle = new ArrayList<Bytes>();
    for (var element : elements) {
      bundle.add(raw(element, "cabundle", MAX_CERTIFICATE));
    }
    return bundle;
  }

  /** Between 1 and {@code max} bytes. */
  static Bytes raw(Cbor value, String name, int max) throws Rejected {
    if (value instanceof Cbor.Raw(Bytes bytes) && bytes.size() > 0 && bytes.size() <= max) {
      return bytes;
    }
    throw bad(name + " is not 1 to " + max + " bytes");
  }

  /** The head of a byte string, in its shortest form. */
  private static Bytes head(int size) {
    if (size < 24) {
      return Bytes.of((byte) (0x40 | size));
    }
    return size < 256
        ? Bytes.of((byte) 0x58, (byte) size)
        : Bytes.of((byte) 0x59, (byte) (size >> 8), (byte) size);
  }

  static Rejected bad(String detail) {
    return new Rejected(Reason.NITRO_FORMAT, detail);
  }
}
