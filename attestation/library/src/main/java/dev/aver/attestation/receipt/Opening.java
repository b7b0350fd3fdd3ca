// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.receipt;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/**
 * The salts of a receipt's commitments, of which a holder passes on any, at least one: each opens
 * its own commitment and says nothing about the others.
 */
public record Opening(
    Optional<Digest> request,
    Optional<Digest> response,
    Optional<Digest> input,
    Optional<Digest> output,
    Optional<Digest> parameters) {
  /** Refuses an opening without any salt: a programming error, since parsers check first. */
  public Opening {
    if (request.isEmpty()
        && response.isEmpty()
        && input.isEmpty()
        && output.isEmpty()
        && parameters.isEmpty()) {
      throw new IllegalArgumentException("an opening without salts");
    }
  }

  /** Five fresh salts; {@code random} must be fit for keys. */
  public static Opening fresh(SecureRandom random) {
    var salts = new byte[5 * Digest.SIZE]; // In one call: each is a read from the kernel.
    random.nextBytes(salts);
    return new Opening(
        salt(salts, 0), salt(salts, 1), salt(salts, 2), salt(salts, 3), salt(salts, 4));
  }

  private static Optional<Digest> salt(byte[] salts, int index) {
    var from = index * Digest.SIZE;
    return Optional.of(Digest.of(Arrays.copyOfRange(salts, from, from + Digest.SIZE)));
  }

  /**
   * Parses {@code {"request","response","input","output","parameters"}}, each optional.
   *
   * @throws Rejected {@link Reason#FIELD_MISSING} for none, and the codes of JSON members
   */
  public static Opening parse(Json json) throws Rejected {
    var members = Members.of(json, "opening");
    var request = salt(members, "request");
    var response = salt(members, "response");
    var input = salt(members, "input");
    var output = salt(members, "output");
    var parameters = salt(members, "parameters");
    members.end();
    if (json instanceof Json.Obj object && object.members().isEmpty()) {
      throw new Rejected(Reason.FIELD_MISSING, "an opening without salts");
    }
    return new Opening(request, response, input, output, parameters);
  }

  private static Optional<Digest> salt(Members members, String name) throws Rejected {
    return members.optional(name).isPresent()
        ? Optional.of(members.digest(name))
        : Optional.empty();
  }

  /** The document. */
  public Json.Obj toJson() {
    var object = Json.object();
    request.ifPresent(salt -> object.put("request", salt.toString()));
    response.ifPresent(salt -> object.put("response", salt.toString()));
    input.ifPresent(salt -> object.put("input", salt.toString()));
    output.ifPresent(salt -> object.put("output", salt.toString()));
    parameters.ifPresent(salt -> object.put("parameters", salt.toString()));
    return object.build();
  }

  /** Never shows a salt: logs are read by those whom a salt would tell the content. */
  @Override
  public String toString() {
    return "Opening" + toJson().members().keySet();
  }
}
