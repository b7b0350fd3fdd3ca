// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.facts;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.typed.CheckpointStatement;
import dev.aver.attestation.typed.TypedData;

/**
 * One thing that a hardware report says beside the enclave's name (formats.md, 4). Its leaf is a
 * typed digest, so that one kind cannot pass for another.
 */
public sealed interface Fact {
  /** The leaf of this fact in a report of {@code enclave}. */
  Digest digest(Digest enclave);

  /** The document: {@code kind} and the members of that kind. */
  Json.Obj toJson();

  /**
   * Parses a fact.
   *
   * @throws Rejected {@link Reason#FACT_UNKNOWN}, {@link Reason#FIELD_RANGE} for a zero nonce, and
   *     the codes of JSON members
   */
  static Fact parse(Json json) throws Rejected {
    var members = Members.of(json, "fact");
    var fact =
        switch (members.string("kind")) {
          case "nonce" -> nonce(members.digest("value"));
          case "checkpoint" ->
              new Checkpoint(
                  integer(members, "size"), members.digest("root"), integer(members, "issuedAt"));
          case "chainHead" ->
              new ChainHead(
                  integer(members, "chainId"), integer(members, "number"), members.digest("hash"));
          default -> throw new Rejected(Reason.FACT_UNKNOWN, "unknown kind of fact");
        };
    members.end();
    return fact;
  }

  private static Fact nonce(Digest value) throws Rejected {
    if (value.isZero()) {
      throw new Rejected(Reason.FIELD_RANGE, "a nonce of zero");
    }
    return new Nonce(value);
  }

  private static long integer(Members members, String name) throws Rejected {
    return members.integer(name, 0, Members.MAX_INTEGER);
  }

  /** A verifier's own random value: the report is fresh. */
  record Nonce(Digest value) implements Fact {
    /** Refuses zero: a programming error, since parsers check first. */
    public Nonce {
      if (value.isZero()) {
        throw new IllegalArgumentException("a nonce of zero");
      }
    }

    @Override
    public Digest digest(Digest enclave) {
      return TypedData.digest(new dev.aver.attestation.typed.Nonce(value));
    }

    @Override
    public Json.Obj toJson() {
      return Json.object().put("kind", "nonce").put("value", value.toString()).build();
    }
  }

  /** A head of the enclave's own log at a time in milliseconds: these answers are mine. */
  record Checkpoint(long size, Digest root, long issuedAt) implements Fact {
    @Override
    public Digest digest(Digest enclave) {
      return TypedData.digest(new CheckpointStatement(enclave, size, root, issuedAt));
    }

    @Override
    public Json.Obj toJson() {
      return Json.object()
          .put("kind", "checkpoint")
          .put("size", size)
          .put("root", root.toString())
          .put("issuedAt", issuedAt)
          .build();
    }
  }

  /** A block of a chain: the report is not older. */
  record ChainHead(long chainId, long number, Digest hash) implements Fact {
    @Override
    public Digest digest(Digest enclave) {
      return TypedData.digest(new dev.aver.attestation.typed.ChainHead(chainId, number, hash));
    }

    @Override
    public Json.Obj toJson() {
      return Json.object()
          .put("kind", "chainHead")
          .put("chainId", chainId)
          .put("number", number)
          .put("hash", hash.toString())
          .build();
    }
  }
}
