// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.receipts;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Jcs;
import dev.aver.attestation.receipt.Commitment;
import dev.aver.attestation.receipt.Opening;
import dev.aver.attestation.receipt.Receipt;
import dev.aver.attestation.receipt.ReceiptBody;
import dev.aver.attestation.receipt.StreamWriter;
import dev.aver.attestation.receipt.Tags;
import dev.aver.enclave.feed.EntryLog;
import dev.aver.enclave.identity.Identity;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Signs exactly one receipt per exchange and appends it to the log in the same breath: index and
 * time are taken, the receipt is signed and its digest appended under one lock, so sequences have
 * no gaps and time never falls along them.
 */
public final class ReceiptIssuer {
  private final Identity identity;
  private final EntryLog log;
  private final SecureRandom random;
  private final LongSupplier millis;

  /** Issues receipts of {@code identity} into {@code log}. */
  public ReceiptIssuer(Identity identity, EntryLog log, SecureRandom random, LongSupplier millis) {
    this.identity = identity;
    this.log = log;
    this.random = random;
    this.millis = millis;
  }

  /**
   * The receipt with its opening, for the caller alone.
   *
   * @throws IllegalStateException if the keyset has ended; nothing has been appended then
   */
  public Receipt issue(Exchange exchange) {
    var opening = begin();
    var salt = opening.response().orElseThrow();
    return issue(exchange, opening, Commitment.of(salt, Tags.RESPONSE, exchange.response()));
  }

  /** Fresh salts for an answer that is still being written. */
  public Opening begin() {
    return Opening.fresh(random);
  }

  /**
   * As {@link #issue(Exchange)}, of an answer that went out piece by piece.
   *
   * @param response the commitment to its pieces; the exchange's own response does not count
   */
  public Receipt issue(Exchange exchange, Opening opening, Digest response) {
    var commitments = commitments(exchange, opening, response);
    return log.append(
        (sequence, notBefore) -> {
          var issuedAt = Math.max(notBefore, millis.getAsLong());
          if (!identity.livesUntil(issuedAt)) {
            throw new IllegalStateException("the keyset has ended");
          }
          var body = body(exchange, commitments, sequence, issuedAt);
          var receipt = Receipt.sign(body, identity.receiptSigner(), Optional.of(opening));
          return new EntryLog.Signed<>(receipt, receipt.digest(), issuedAt);
        });
  }

  /** The comment that says, signed, what of the answer {@code id} has been written so far. */
  public Bytes progress(StreamWriter written, Digest id) {
    return written.progress(identity.enclave(), id, identity.receiptSigner());
  }

  private record Commitments(
      Digest request, Digest response, Digest input, Digest output, Digest parameters) {}

  private static Commitments commitments(Exchange exchange, Opening salts, Digest response) {
    return new Commitments(
        Commitment.of(salts.request().orElseThrow(), Tags.REQUEST, exchange.request()),
        response,
        Commitment.of(salts.input().orElseThrow(), exchange.input()),
        Commitment.of(salts.output().orElseThrow(), exchange.output()),
        Commitment.of(salts.parameters().orElseThrow(), Tags.PARAMETERS, canonical(exchange)));
  }

  private ReceiptBody body(
      Exchange exchange, Commitments commitments, long sequence, long issuedAt) {
    return new ReceiptBody(
        identity.enclave(),
        sequence,
        issuedAt,
        exchange.model(),
        commitments.request(),
        commitments.response(),
        commitments.input(),
        commitments.output(),
        commitments.parameters(),
        exchange.context(),
        exchange.outcome(),
        exchange.inputUnits(),
        exchange.outputUnits());
  }

  private static Bytes canonical(Exchange exchange) {
    try {
      return Jcs.canonical(exchange.parameters());
    } catch (Rejected e) {
      throw new IllegalStateException("our own parameters have a canonical form", e);
    }
  }
}
