// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.ledger;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.log.SignedCheckpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known about a log beside its entries, in one small file that is replaced as a whole.
 *
 * @param recent the newest checkpoints, the oldest first, at most {@value #MAX_RECENT}: the
 *     evidence that attests one of them comes later
 * @param attested the newest checkpoint that a report attests
 */
record LogState(List<SignedCheckpoint> recent, Optional<Attested> attested) {
  /** Enough for the slowest governor: one report a minute, one checkpoint a second. */
  static final int MAX_RECENT = 256;

  static final LogState EMPTY = new LogState(List.of(), Optional.empty());

  private static final String TYPE = "aver/log-state/v1";
  private static final int MAX_BYTES = 1 << 24;

  LogState {
    recent = List.copyOf(recent);
  }

  Optional<SignedCheckpoint> newest() {
    return recent.isEmpty() ? Optional.empty() : Optional.of(recent.getLast());
  }

  LogState with(SignedCheckpoint checkpoint) {
    var more = new ArrayList<>(recent);
    more.add(checkpoint);
    var drop = Math.max(0, more.size() - MAX_RECENT);
    return new LogState(more.subList(drop, more.size()), attested);
  }

  LogState with(Attested checkpoint) {
    return new LogState(recent, Optional.of(checkpoint));
  }

  Bytes toBytes() {
    var json = Json.object().put("type", TYPE);
    json.put("recent", Json.array(recent.stream().map(SignedCheckpoint::toJson).toList()));
    attested.ifPresent(
        it ->
            json.put("attested", it.checkpoint().toJson())
                .put("evidence", it.evidence().toString()));
    return Bytes.utf8(JsonWriter.write(json.build()));
  }

  static LogState parse(Bytes utf8) throws Rejected {
    var members = Members.of(JsonReader.document(utf8, MAX_BYTES), "state");
    members.type(TYPE);
    var recent = new ArrayList<SignedCheckpoint>();
    for (var checkpoint : members.array("recent")) {
      recent.add(SignedCheckpoint.parse(checkpoint));
    }
    var attested = Optional.<Attested>empty();
    if (members.has("attested")) {
      var checkpoint = SignedCheckpoint.parse(members.required("attested"));
      attested = Optional.of(new Attested(checkpoint, members.digest("evidence")));
    }
    members.end();
    return new LogState(recent, attested);
  }

  /**
   * A checkpoint and the evidence whose report attests it.
   *
   * @param evidence SHA-256 of the document, which lies beside under this name
   */
  record Attested(SignedCheckpoint checkpoint, Digest evidence) {}
}
