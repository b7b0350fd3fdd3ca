// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.receipt;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.typed.Signature;
import dev.aver.attestation.typed.SigningKey;
import dev.aver.attestation.typed.TypedData;
import java.util.Optional;

/**
 * What an enclave signs about one answer, and for the caller the salts that open it (formats.md,
 * 5). Parsed means well-formed only; {@link ReceiptChecks} says whether an enclave made it.
 */
public record Receipt(ReceiptBody body, Signature signature, Optional<Opening> opening) {
  /** The size limit of the document (formats.md, 1). */
  public static final int MAX_BYTES = 8 * 1024;

  private static final String TYPE = "aver/receipt/v1";
  private static final int MAX_HEADER = (MAX_BYTES * 4 + 2) / 3;

  /** Signs {@code body}. */
  public static Receipt sign(ReceiptBody body, SigningKey key, Optional<Opening> opening) {
    return new Receipt(body, key.sign(TypedData.digest(body)), opening);
  }

  /** Parses the text of at most {@value #MAX_BYTES} bytes; rejects like {@link #parse(Json)}. */
  public static Receipt parse(Bytes utf8) throws Rejected {
    return parse(JsonReader.document(utf8, MAX_BYTES));
  }

  /**
   * Parses {@code aver/receipt/v1}.
   *
   * @throws Rejected the codes of JSON members and of {@link Signature#parse}
   */
  public static Receipt parse(Json json) throws Rejected {
    var members = Members.of(json, "receipt");
    members.type(TYPE);
    var body =
        new ReceiptBody(
            members.digest("enclave"),
            members.integer("sequence", 0, Members.MAX_INTEGER),
            members.integer("issuedAt", 0, Members.MAX_INTEGER),
            members.digest("model"),
            members.digest("request"),
            members.digest("response"),
            members.digest("input"),
            members.digest("output"),
            members.digest("parameters"),
            members.digest("context"),
            outcome(members),
            members.integer("inputUnits", 0, ReceiptBody.MAX_UNITS),
            members.integer("outputUnits", 0, ReceiptBody.MAX_UNITS));
    var signature = Signature.parse(members.string("signature"));
    var opening = members.optional("opening");
    members.end();
    return new Receipt(
        body,
        signature,
        opening.isPresent() ? Optional.of(Opening.parse(opening.get())) : Optional.empty());
  }

  private static Outcome outcome(Members members) throws Rejected {
    return Outcome.of(members.integer("outcome", 1, 4))
        .orElseThrow(() -> new IllegalStateException("1 to 4 are outcomes"));
  }

  /**
   * Parses the value of an {@code Aver-Receipt} header or comment.
   *
   * @throws Rejected {@link Reason#TOO_LARGE}, {@link Reason#BASE64_FORMAT}, and the codes of
   *     {@link #parse(Json)}
   */
  public static Receipt fromHeader(String value) throws Rejected {
    if (value.length() > MAX_HEADER) {
      throw new Rejected(Reason.TOO_LARGE, value.length() + " characters, at most " + MAX_HEADER);
    }
    return parse(Bytes.fromBase64Url(value));
  }

  /** base64url of the document, for headers and comments. */
  public String header() {
    return Bytes.utf8(JsonWriter.write(toJson())).base64Url();
  }

  /** The document. */
  public Json.Obj toJson() {
    var object =
        Json.object()
            .put("type", TYPE)
            .put("enclave", body.enclave().toString())
            .put("sequence", body.sequence())
            .put("issuedAt", body.issuedAt())
            .put("model", body.model().toString())
            .put("request", body.request().toString())
            .put("response", body.response().toString())
            .put("input", body.input().toString())
            .put("output", body.output().toString())
            .put("parameters", body.parameters().toString())
            .put("context", body.context().toString())
            .put("outcome", body.outcome().code())
            .put("inputUnits", body.inputUnits())
            .put("outputUnits", body.outputUnits())
            .put("signature", signature.toString());
    opening.ifPresent(salts -> object.put("opening", salts.toJson()));
    return object.build();
  }

  /** What was signed, and the entry of the enclave's log. */
  public Digest digest() {
    return TypedData.digest(body);
  }

  /** The same receipt, which opens nothing. */
  public Receipt withoutOpening() {
    return new Receipt(body, signature, Optional.empty());
  }
}
