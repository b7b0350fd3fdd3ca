// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.endorsements;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.JsonReader;
import dev.aver.host.enclaves.EnclaveFeed;
import java.io.IOException;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Has the endorsements of the relay's own enclave at hand before the first caller asks for them,
 * and so, after a restart as well, within what {@link Refresh} keeps: tries until it worked once or
 * its thread is interrupted.
 */
final class Ahead implements Runnable {
  private static final Logger LOG = Logger.getLogger(Ahead.class);
  private static final long AGAIN_MILLIS = 10_000;
  private static final int OK = 200;

  private final EnclaveFeed enclave;
  private final Completion completion;
  private final Time time;

  Ahead(EnclaveFeed enclave, Completion completion, Time time) {
    this.enclave = enclave;
    this.completion = completion;
    this.time = time;
  }

  @Override
  public void run() {
    try {
      while (!fetched()) {
        time.pause(AGAIN_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the relay stops
    }
  }

  private boolean fetched() throws InterruptedException {
    try {
      var answer = enclave.attestation(Optional.empty());
      if (answer.statusCode() != OK) {
        return false;
      }
      var body = Bytes.of(answer.body());
      completion.complete(JsonReader.document(body, EvidenceRoute.MAX_EVIDENCE));
      return true;
    } catch (IOException | Rejected | RuntimeException e) {
      LOG.debugf("no endorsements yet: %s", e.getMessage());
      return false;
    }
  }
}
