// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api.openai;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.receipt.Commitment;
import dev.aver.attestation.receipt.Opening;
import dev.aver.attestation.receipt.Receipt;
import dev.aver.attestation.receipt.StreamWriter;
import dev.aver.attestation.receipt.Tags;
import dev.aver.enclave.api.Answer;
import dev.aver.enclave.inference.Refusal;
import dev.aver.enclave.receipts.Exchange;
import dev.aver.enclave.receipts.ReceiptIssuer;
import dev.aver.enclave.receipts.ReceiptShelf;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The last step of every admitted request: no answer leaves without its receipt. */
public final class Receipting {
  private static final Logger LOG = Logger.getLogger(Receipting.class);

  private static final Refusal ENDED =
      Refusal.of(503, "keyset_ended", "This enclave's keys have ended.");

  private final ReceiptIssuer issuer;
  private final ReceiptShelf shelf;

  /** Signs with {@code issuer} and keeps copies on {@code shelf}. */
  public Receipting(ReceiptIssuer issuer, ReceiptShelf shelf) {
    this.issuer = issuer;
    this.shelf = shelf;
  }

  /** The answer with its receipt; if none can be signed any more, the answer is withheld. */
  public Answer answer(int status, Bytes response, Exchange exchange) {
    try {
      var receipt = issuer.issue(exchange);
      shelf.put(receipt);
      return Answer.receipted(status, response, receipt);
    } catch (IllegalStateException e) {
      LOG.errorf("no receipt: %s", e.getMessage());
      return Answer.refused(ENDED);
    }
  }

  /** Fresh salts for an answer that is still being written. */
  Opening begin() {
    return issuer.begin();
  }

  /** As {@link #answer}, with salts that were drawn when the answer began. */
  Answer answer(int status, Exchange exchange, Opening opening) {
    var salt = opening.response().orElseThrow();
    var response = Commitment.of(salt, Tags.RESPONSE, exchange.response());
    return issue(exchange, opening, response)
        .map(receipt -> Answer.receipted(status, exchange.response(), receipt))
        .orElseGet(() -> Answer.refused(ENDED));
  }

  /** The receipt of an answer that went out piece by piece; empty: none can be signed any more. */
  Optional<Receipt> issue(Exchange exchange, Opening opening, Digest response) {
    try {
      var receipt = issuer.issue(exchange, opening, response);
      shelf.put(receipt);
      return Optional.of(receipt);
    } catch (IllegalStateException e) {
      LOG.errorf("no receipt: %s", e.getMessage());
      return Optional.empty();
    }
  }

  /** The signed comment about what of the answer {@code id} has been written so far. */
  Bytes progress(StreamWriter written, Digest id) {
    return issuer.progress(written, id);
  }

  /** Tells the operator what failed: class and place, never a message that could quote a text. */
  public void failed(Exception cause) {
    var root = cause.getCause() == null ? cause : cause.getCause();
    var trace = root.getStackTrace();
    LOG.errorf("request failed: %s at %s", root.getClass(), trace.length == 0 ? "?" : trace[0]);
  }
}
