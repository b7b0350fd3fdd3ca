// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave;

import dev.aver.enclave.api.Dispatcher;
import dev.aver.enclave.attester.AttestedFacts;
import dev.aver.enclave.attester.ReportGovernor;
import dev.aver.enclave.feed.EntryLog;
import dev.aver.enclave.feed.LatestValue;
import dev.aver.enclave.identity.Identity;
import dev.aver.enclave.scheduling.Admission;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import org.jboss.logging.Logger;

/** A running enclave: answers requests until it is closed, then its keys are wiped. */
public final class Enclave implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Enclave.class);

  private final Identity identity;
  private final EntryLog log;
  private final Admission admission;
  private final LatestValue<AttestedFacts> attested;
  private final ReportGovernor governor;
  private final Dispatcher dispatcher;
  private final List<AutoCloseable> parts;

  /**
   * Runs with these.
   *
   * @param parts closed in this order at the end
   */
  Enclave(
      Identity identity,
      EntryLog log,
      Admission admission,
      LatestValue<AttestedFacts> attested,
      ReportGovernor governor,
      Dispatcher dispatcher,
      List<AutoCloseable> parts) {
    this.identity = identity;
    this.log = log;
    this.admission = admission;
    this.attested = attested;
    this.governor = governor;
    this.dispatcher = dispatcher;
    this.parts = List.copyOf(parts);
  }

  /** Answers one request; on its event loop. */
  void handle(HttpServerRequest request) {
    dispatcher.handle(request);
  }

  /** Its name and keys. */
  public Identity identity() {
    return identity;
  }

  /** Its log. */
  public EntryLog log() {
    return log;
  }

  /** Requests that are being answered. */
  public int requestsInside() {
    return admission.inside();
  }

  /** Whether the hardware has signed a report since boot, and may sign another one. */
  public boolean hasEvidence() {
    return attested.value().isPresent() && !governor.broken();
  }

  @Override
  public void close() {
    try {
      for (var part : parts) {
        part.close();
      }
    } catch (Exception e) {
      // What follows may still be in use by what did not end: the process ends with it.
      LOG.warnf("not everything closed: %s", e.getMessage());
    }
  }
}
