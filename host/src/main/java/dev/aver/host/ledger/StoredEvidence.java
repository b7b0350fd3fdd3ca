// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.ledger;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.facts.Fact;
import dev.aver.attestation.facts.Facts;
import dev.aver.attestation.facts.TravellingFact;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.keyset.Keyset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Evidence as an enclave gave it, of that enclave. The relay passes it on unchanged; whether its
 * report is genuine is for whoever relies on it to verify.
 *
 * @param document {@code aver/evidence/v1}
 * @param facts what its report says
 */
record StoredEvidence(Json.Obj document, List<TravellingFact> facts) {
  /**
   * Takes evidence whose keyset is that of {@code enclave}.
   *
   * @throws Rejected {@link Reason#ENCLAVE_MISMATCH}, and the codes of members
   */
  static StoredEvidence parse(Json json, Digest enclave) throws Rejected {
    if (!(json instanceof Json.Obj document)) {
      throw new Rejected(Reason.FIELD_TYPE, "evidence is not an object");
    }
    var named = Keyset.parse(member(document, "keyset")).enclave();
    if (!named.equals(enclave)) {
      throw new Rejected(Reason.ENCLAVE_MISMATCH, "evidence of " + named + ", not of " + enclave);
    }
    return new StoredEvidence(document, Facts.parse(member(document, "facts")));
  }

  private static Json member(Json.Obj document, String name) throws Rejected {
    @Nullable Json value = document.get(name);
    if (value == null) {
      throw new Rejected(Reason.FIELD_MISSING, "evidence." + name);
    }
    return value;
  }

  /** The checkpoint that it attests. */
  Optional<Fact.Checkpoint> checkpoint() {
    return Facts.checkpoint(facts);
  }

  /**
   * The same evidence without its checkpoint, so that it only names the keys: for entries behind
   * what it attests. Empty if the checkpoint is all that it says.
   */
  Optional<StoredEvidence> namingKeysOnly() {
    var others = facts.stream().filter(f -> !(f.fact() instanceof Fact.Checkpoint)).toList();
    if (others.isEmpty()) {
      return Optional.empty();
    }
    var copy = Json.object();
    document
        .members()
        .forEach(
            (name, value) -> copy.put(name, name.equals("facts") ? Facts.toJson(others) : value));
    return Optional.of(new StoredEvidence(copy.build(), others));
  }
}
