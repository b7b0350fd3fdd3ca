// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api.openai;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.receipt.CanonicalInput;
import dev.aver.attestation.receipt.Commitment;
import dev.aver.attestation.receipt.Opening;
import dev.aver.attestation.receipt.Operation;
import dev.aver.attestation.receipt.Outcome;
import dev.aver.attestation.receipt.TaggedBytes;
import dev.aver.attestation.receipt.Tags;
import dev.aver.enclave.api.Answer;
import dev.aver.enclave.api.Reply;
import dev.aver.enclave.inference.Refusal;
import dev.aver.enclave.receipts.Exchange;
import dev.aver.enclave.scheduling.Seat;

/**
 * What is known of an admitted request for text before its answer begins: with these salts its
 * receipt will be made, so its id can be told at once.
 */
final class AdmittedCall {
  private final Receipting receipting;
  private final Operation operation;
  private final Bytes body;
  private final TaggedBytes input;
  private final Digest context;
  private final Reply reply;
  private final Seat seat;
  private final Opening opening;
  private final Digest id;
  private Digest model = Digest.ZERO;

  /** Begins; {@code seat} is given back when the answer has ended. */
  AdmittedCall(
      Receipting receipting,
      Operation operation,
      Bytes body,
      Json.Obj request,
      Digest context,
      Reply reply,
      Seat seat) {
    this.receipting = receipting;
    this.operation = operation;
    this.body = body;
    this.input = CanonicalInput.of(operation, request);
    this.context = context;
    this.reply = reply;
    this.seat = seat;
    this.opening = receipting.begin();
    this.id = Commitment.of(opening.request().orElseThrow(), Tags.REQUEST, body);
  }

  /** The request names this model. */
  void uses(Digest found) {
    model = found;
  }

  /** Ends as if it had not come in: there is no room for all that it asks for. */
  void turnAway(Refusal refusal) {
    leave();
    reply.send(Answer.refused(refusal));
  }

  /** Ends in 4xx: no parameters count, no units. */
  void refuse(Refusal refusal) {
    end(refusal, Outcome.REFUSED);
  }

  /** Ends in 500; the cause is for the operator, the caller learns nothing of the inside. */
  void fail(Exception cause) {
    receipting.failed(cause);
    end(WritingCall.FAILED, Outcome.FAILED);
  }

  private void end(Refusal refusal, Outcome outcome) {
    try {
      var parameters = Json.object().put("operation", operation.text()).build();
      var response = ErrorBody.write(refusal);
      var exchange = exchange(response, parameters, TaggedBytes.NONE, outcome, 0, 0);
      reply.send(receipting.answer(refusal.status(), exchange, opening));
    } finally {
      leave();
    }
  }

  Exchange exchange(
      Bytes response,
      Json.Obj parameters,
      TaggedBytes output,
      Outcome outcome,
      long inputUnits,
      long outputUnits) {
    return new Exchange(
        body,
        response,
        model,
        input,
        output,
        parameters,
        context,
        outcome,
        inputUnits,
        outputUnits);
  }

  Seat seat() {
    return seat;
  }

  Receipting receipting() {
    return receipting;
  }

  Reply reply() {
    return reply;
  }

  Opening opening() {
    return opening;
  }

  /** The receipt's id. */
  Digest id() {
    return id;
  }

  /** Makes room for the next one. */
  void leave() {
    seat.leave();
  }
}
