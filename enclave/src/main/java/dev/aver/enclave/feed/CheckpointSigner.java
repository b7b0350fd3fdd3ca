// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.feed;

import dev.aver.enclave.identity.Identity;
import java.util.function.LongSupplier;

/** Signs the head of the confirmed log, each head once, with strictly growing times. One thread. */
public final class CheckpointSigner {
  private final Identity identity;
  private final EntryLog log;
  private final LongSupplier millis;
  private final LatestValue<PublishedCheckpoint> latest;

  /** Publishes into {@code latest}. */
  public CheckpointSigner(
      Identity identity,
      EntryLog log,
      LongSupplier millis,
      LatestValue<PublishedCheckpoint> latest) {
    this.identity = identity;
    this.log = log;
    this.millis = millis;
    this.latest = latest;
  }

  /** Signs the confirmed head if it has grown since the last time, and at first in any case. */
  public void tick() {
    var head = log.confirmedHead();
    var last = latest.value();
    if (last.isPresent() && last.get().head().size() == head.size()) {
      return;
    }
    var issuedAt = Math.max(millis.getAsLong(), last.map(l -> l.issuedAt() + 1).orElse(0L));
    if (identity.livesUntil(issuedAt)) {
      latest.publish(PublishedCheckpoint.sign(identity, head, issuedAt));
    }
  }
}
