// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance.evidence;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One question of an index of attestation vectors. The answer follows from these members alone;
 * {@code listed} is for whoever compares afterwards.
 *
 * @param id says nothing about the answer
 * @param tee {@code snp}, {@code tdx} or {@code sgx}
 * @param files path by role; the roles say what is asked
 * @param trustAnchor name of the roots that count
 * @param verifyAt milliseconds since 1970
 * @param policy what differs from the default policy
 * @param inputs of a launch digest
 * @param listed the case as the index has it, with {@code expect} and {@code parsed} where known
 */
public record EvidenceCase(
    String id,
    String tee,
    Map<String, String> files,
    Optional<String> trustAnchor,
    OptionalLong verifyAt,
    Json.Obj policy,
    Optional<Json> inputs,
    Json.Obj listed) {
  /** Copies the map. */
  public EvidenceCase {
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
  }

  static EvidenceCase parse(Json json) throws Rejected {
    var members = Members.of(json, "case");
    var files = new LinkedHashMap<String, String>();
    if (members.required("files") instanceof Json.Obj roles) {
      for (var role : roles.members().entrySet()) {
        files.put(role.getKey(), string(role.getValue(), "files"));
      }
    }
    return new EvidenceCase(
        members.string("id"),
        members.string("tee"),
        files,
        text(members, "trust_anchor"),
        time(text(members, "verify_at")),
        members.optional("policy").orElse(null) instanceof Json.Obj policy
            ? policy
            : Json.object().build(),
        members.optional("inputs"),
        (Json.Obj) json);
  }

  /** Whether a file of this role belongs to the case. */
  public boolean has(String role) {
    return files.containsKey(role);
  }

  /** The time to judge by; a case without one asks nothing that depends on it. */
  public long verifyAtOrZero() {
    return verifyAt.orElse(0);
  }

  private static Optional<String> text(Members members, String name) throws Rejected {
    var value = members.optional(name).filter(json -> json != Json.Null.NULL);
    return value.isEmpty() ? Optional.empty() : Optional.of(string(value.get(), name));
  }

  private static String string(Json value, String name) throws Rejected {
    if (value instanceof Json.Str(String text)) {
      return text;
    }
    throw new Rejected(Reason.FIELD_TYPE, name + " is not a string");
  }

  private static OptionalLong time(Optional<String> text) throws Rejected {
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Instant.parse(text.get()).toEpochMilli());
    } catch (DateTimeException e) {
      throw new Rejected(Reason.FIELD_TYPE, "verify_at is not a time");
    }
  }
}
