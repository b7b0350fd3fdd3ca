// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.ledger;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.log.SignedCheckpoint;
import dev.aver.host.enclaves.EnclaveFeed;
import dev.aver.host.endorsements.Completion;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The three things that are read from an enclave. Each waits at the enclave, not here, so news
 * arrives at once and idling costs three connections.
 */
final class FeedReading {
  private final EnclaveFeed feed;
  private final Completion completion;
  private final Duration wait;
  private final SecureRandom random = new SecureRandom();

  FeedReading(EnclaveFeed feed, Completion completion, Duration wait) {
    this.feed = feed;
    this.completion = completion;
    this.wait = wait;
  }

  /** Confirms what is on disk, then stores what comes next. */
  void entries(EnclaveCopy copy)
      throws IOException, InterruptedException, Rejected, LogAlarm, StorageFailed, OtherEnclave {
    var size = copy.size();
    if (copy.toConfirm()) {
      feed.confirm(copy.enclave(), size);
      copy.confirmed(size);
    }
    var page = feed.entries(size, wait);
    requireSame(copy, page.enclave());
    copy.append(size, entries(page.entries()));
  }

  private static List<Digest> entries(Bytes page) throws Rejected {
    if (page.size() % Digest.SIZE != 0) {
      throw new Rejected(Reason.LOG_ENTRIES, page.size() + " bytes are not whole entries");
    }
    var entries = new ArrayList<Digest>(page.size() / Digest.SIZE);
    for (var at = 0; at < page.size(); at += Digest.SIZE) {
      entries.add(new Digest(page.slice(at, at + Digest.SIZE)));
    }
    return entries;
  }

  /** Stores the next checkpoint. */
  void checkpoint(EnclaveCopy copy)
      throws IOException, InterruptedException, Rejected, LogAlarm, StorageFailed, OtherEnclave {
    var statement = feed.checkpoint(copy.checkpointAt(), wait);
    if (statement.isPresent()) {
      requireSame(copy, statement.get().enclave());
      copy.accept(SignedCheckpoint.parse(statement.get().document()));
    }
  }

  /** Stores evidence that names the keys, once, then the evidence of each newer checkpoint. */
  void evidence(EnclaveCopy copy)
      throws IOException, InterruptedException, Rejected, LogAlarm, StorageFailed, OtherEnclave {
    if (copy.keys().isEmpty()) {
      // With a nonce of our own it says something besides its checkpoint, which can be left out.
      var nonce = new byte[Digest.SIZE];
      random.nextBytes(nonce);
      copy.acceptKeys(completion.complete(feed.evidence(Digest.of(nonce))));
      return;
    }
    var statement = feed.evidence(copy.attestedAt(), wait);
    if (statement.isPresent()) {
      requireSame(copy, statement.get().enclave());
      copy.acceptEvidence(completion.complete(statement.get().document()));
    }
  }

  private static void requireSame(EnclaveCopy copy, Digest answering) throws OtherEnclave {
    if (!copy.enclave().equals(answering)) {
      throw new OtherEnclave();
    }
  }
}
