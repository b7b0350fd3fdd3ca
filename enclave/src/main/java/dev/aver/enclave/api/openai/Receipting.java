// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api.openai;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.enclave.api.Answer;
import dev.aver.enclave.inference.Refusal;
import dev.aver.enclave.receipts.Exchange;
import dev.aver.enclave.receipts.ReceiptIssuer;
import dev.aver.enclave.receipts.ReceiptShelf;
import org.jboss.logging.Logger;

/** The last step of every admitted request: no answer leaves without its receipt. */
public final class Receipting {
  private static final Logger LOG = Logger.getLogger(Receipting.class);

  private final ReceiptIssuer issuer;
  private final ReceiptShelf shelf;

  /** Signs with {@code issuer} and keeps copies on {@code shelf}. */
  public Receipting(ReceiptIssuer issuer, ReceiptShelf shelf) {
    this.issuer = issuer;
    this.shelf = shelf;
  }

  /** The answer with its receipt; if none can be signed any more, the answer is withheld. */
  Answer answer(int status, Bytes response, Exchange exchange) {
    try {
      var receipt = issuer.issue(exchange);
      shelf.put(receipt);
      return Answer.receipted(status, response, receipt);
    } catch (IllegalStateException e) {
      LOG.errorf("no receipt: %s", e.getMessage());
      return Answer.refused(Refusal.of(503, "keyset_ended", "This enclave's keys have ended."));
    }
  }

  /** Tells the operator what failed: class and place, never a message that could quote a text. */
  void failed(Exception cause) {
    var root = cause.getCause() == null ? cause : cause.getCause();
    var trace = root.getStackTrace();
    LOG.errorf("request failed: %s at %s", root.getClass(), trace.length == 0 ? "?" : trace[0]);
  }
}
