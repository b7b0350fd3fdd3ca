// SPDX-License-Identifier: Apache-2.0
package dev.aver.contracts;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.receipt.Opening;
import dev.aver.attestation.receipt.Receipt;
import java.math.BigInteger;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** The format vectors as a contract can be asked about them. */
final class VectorReceipts {
  private static final int MAX_VECTOR_FILE = 16 << 20;

  private VectorReceipts() {}

  static Members vectors(String name) throws Exception {
    var file = Tools.folder().resolveSibling("vectors").resolve(name);
    var json = JsonReader.read(Bytes.of(Files.readAllBytes(file)), MAX_VECTOR_FILE, 64);
    return Members.of(json, name);
  }

  static Bytes content(Members bytes) throws Rejected {
    if (bytes.has("utf8")) {
      return Bytes.utf8(bytes.string("utf8"));
    }
    return Bytes.fromHex(bytes.string("hex").substring(2));
  }

  /** The receipt's members, if each fits the type that Solidity has for it. */
  static Optional<Json.Obj> asStruct(String document) {
    try {
      var json = JsonReader.document(Bytes.utf8(document), Receipt.MAX_BYTES);
      var receipt = Members.of(json, "receipt");
      receipt.type("aver/receipt/v1");
      for (var name :
          List.of(
              "enclave",
              "model",
              "request",
              "response",
              "input",
              "output",
              "parameters",
              "context")) {
        receipt.digest(name);
      }
      Bytes.fromPrefixedHex(receipt.string("signature"), 65);
      if (receipt.has("opening")) {
        Opening.parse(receipt.required("opening")); // no contract sees it: it must be well-formed
      }
      unsigned(receipt, "sequence", 64);
      unsigned(receipt, "issuedAt", 64);
      unsigned(receipt, "outcome", 8);
      unsigned(receipt, "inputUnits", 32);
      unsigned(receipt, "outputUnits", 32);
      receipt.end();
      return integersOfTheFormats((Json.Obj) json)
          ? Optional.of((Json.Obj) json)
          : Optional.empty();
    } catch (Rejected | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Beyond 2^53-1 Java speaks of JSON and the contract of a range: both refuse. */
  private static boolean integersOfTheFormats(Json.Obj receipt) {
    var limit = BigInteger.valueOf(Members.MAX_INTEGER);
    return receipt.members().values().stream()
        .filter(Json.Num.class::isInstance)
        .allMatch(n -> new BigInteger(((Json.Num) n).literal()).compareTo(limit) <= 0);
  }

  private static void unsigned(Members receipt, String name, int bits) throws Rejected {
    if (!(receipt.required(name) instanceof Json.Num(String literal))) {
      throw new Rejected(Reason.FIELD_TYPE, name);
    }
    var value = new BigInteger(literal);
    if (value.signum() < 0 || value.bitLength() > bits) {
      throw new Rejected(Reason.FIELD_RANGE, name);
    }
  }
}
