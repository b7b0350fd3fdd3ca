// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.compat.opengradient;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import java.util.Base64;
import java.util.List;

/**
 * A gateway's answer with its {@code tee_} fields, streamed or not. Well-formed only.
 *
 * @param model the name that was asked for; nobody signed it apart from the request's hash
 * @param output the text that the output hash is over
 * @param timestamp seconds since 1970
 * @param teeId keccak-256 of the key's SubjectPublicKeyInfo
 */
public record SignedAnswer(
    String model,
    String output,
    Digest requestHash,
    Digest outputHash,
    long timestamp,
    Digest teeId,
    Bytes signature) {
  /** The largest answer in bytes. */
  public static final int MAX_BYTES = 1 << 20;

  private static final int MAX_DEPTH = 64;
  private static final int WORD = 32;

  /**
   * Parses an answer: one JSON object, or the {@code data:} lines of a stream.
   *
   * @throws Rejected {@link Reason#OPENGRADIENT_FORMAT} and the codes of JSON
   */
  public static SignedAnswer parse(Bytes utf8) throws Rejected {
    if (utf8.size() > MAX_BYTES) {
      throw new Rejected(Reason.TOO_LARGE, utf8.size() + " bytes, at most " + MAX_BYTES);
    }
    return StreamedAnswer.begins(utf8) ? StreamedAnswer.parse(utf8) : whole(object(utf8));
  }

  static Json.Obj object(Bytes utf8) throws Rejected {
    if (JsonReader.read(utf8, MAX_BYTES, MAX_DEPTH) instanceof Json.Obj object) {
      return object;
    }
    throw bad("no JSON object");
  }

  private static SignedAnswer whole(Json.Obj answer) throws Rejected {
    var choice = onlyChoice(answer);
    if (!(choice.get("message") instanceof Json.Obj message)) {
      throw bad("a choice without a message");
    }
    var calls = message.get("tool_calls");
    if (Json.of("tool_calls").equals(choice.get("finish_reason"))
        && calls instanceof Json.Arr(List<Json> elements)
        && !elements.isEmpty()) {
      return of(answer, PythonJson.write(calls));
    }
    var content = message.get("content");
    return of(answer, content instanceof Json.Str(String text) ? text : "");
  }

  static Json.Obj onlyChoice(Json.Obj answer) throws Rejected {
    if (answer.get("choices") instanceof Json.Arr(List<Json> choices)
        && choices.size() == 1
        && choices.getFirst() instanceof Json.Obj choice) {
      return choice;
    }
    throw bad("not exactly one choice");
  }

  /** With the fields of {@code signed}, the object that has them. */
  static SignedAnswer of(Json.Obj signed, String output) throws Rejected {
    var id = text(signed, "tee_id");
    return new SignedAnswer(
        text(signed, "model"),
        output,
        hash(text(signed, "tee_request_hash")),
        hash(text(signed, "tee_output_hash")),
        seconds(signed),
        id.startsWith("0x") ? Digest.parse(id) : hash(id),
        base64(text(signed, "tee_signature")));
  }

  /** What the RSA key signs: keccak-256 over both hashes and the time as a word of 256 bits. */
  public Bytes message() {
    var time = new byte[WORD];
    for (var i = 0; i < Long.BYTES; i++) {
      time[WORD - 1 - i] = (byte) (timestamp >>> 8 * i);
    }
    return Hashes.keccak256(requestHash.bytes(), outputHash.bytes(), Bytes.of(time)).bytes();
  }

  private static Digest hash(String digits) throws Rejected {
    var bytes = Bytes.fromHex(digits);
    if (bytes.size() != Digest.SIZE) {
      throw bad("a hash of " + bytes.size() + " bytes");
    }
    return new Digest(bytes);
  }

  private static long seconds(Json.Obj signed) throws Rejected {
    if (signed.get("tee_timestamp") instanceof Json.Num(String literal)
        && literal.matches("[1-9][0-9]{0,14}")) {
      return Long.parseLong(literal);
    }
    throw bad("tee_timestamp is no whole number of seconds");
  }

  private static Bytes base64(String text) throws Rejected {
    try {
      return Bytes.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw bad("tee_signature is no base64");
    }
  }

  private static String text(Json.Obj object, String name) throws Rejected {
    if (object.get(name) instanceof Json.Str(String text)) {
      return text;
    }
    throw bad("no " + name);
  }

  static Rejected bad(String detail) {
    return new Rejected(Reason.OPENGRADIENT_FORMAT, detail);
  }
}
