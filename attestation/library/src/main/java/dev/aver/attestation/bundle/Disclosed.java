// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.bundle;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.receipt.TaggedBytes;
import java.util.Optional;

/**
 * The bytes that the holder of a receipt shows with it. Each needs its salt in the receipt's
 * opening, since bytes without a salt prove nothing.
 */
public record Disclosed(
    Optional<Bytes> request,
    Optional<Bytes> response,
    Optional<TaggedBytes> input,
    Optional<TaggedBytes> output,
    Optional<Bytes> parameters) {
  /** Nothing is shown. */
  public static final Disclosed NOTHING =
      new Disclosed(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  private static final int MAX_TAG = 255;

  static Disclosed parse(Json json) throws Rejected {
    var members = Members.of(json, "disclosed");
    var disclosed =
        new Disclosed(
            bytes(members, "request"),
            bytes(members, "response"),
            tagged(members, "input"),
            tagged(members, "output"),
            bytes(members, "parameters"));
    members.end();
    return disclosed;
  }

  private static Optional<Bytes> bytes(Members members, String name) throws Rejected {
    return members.has(name) ? Optional.of(members.base64Url(name)) : Optional.empty();
  }

  private static Optional<TaggedBytes> tagged(Members members, String name) throws Rejected {
    if (!members.has(name)) {
      return Optional.empty();
    }
    var inner = members.object(name);
    var tagged = new TaggedBytes((int) inner.integer("tag", 0, MAX_TAG), inner.base64Url("bytes"));
    inner.end();
    return Optional.of(tagged);
  }

  /** Whether nothing is shown. */
  public boolean isEmpty() {
    return equals(NOTHING);
  }

  Json.Obj toJson() {
    var json = Json.object();
    request.ifPresent(bytes -> json.put("request", bytes.base64Url()));
    response.ifPresent(bytes -> json.put("response", bytes.base64Url()));
    input.ifPresent(value -> json.put("input", tagged(value)));
    output.ifPresent(value -> json.put("output", tagged(value)));
    parameters.ifPresent(bytes -> json.put("parameters", bytes.base64Url()));
    return json.build();
  }

  private static Json.Obj tagged(TaggedBytes value) {
    return Json.object().put("tag", value.tag()).put("bytes", value.bytes().base64Url()).build();
  }
}
