// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api.oip;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.receipt.CanonicalInput;
import dev.aver.attestation.receipt.CanonicalOutput;
import dev.aver.attestation.receipt.Operation;
import dev.aver.attestation.receipt.Outcome;
import dev.aver.attestation.receipt.TaggedBytes;
import dev.aver.attestation.receipt.Tensor;
import dev.aver.enclave.api.Answer;
import dev.aver.enclave.api.openai.Receipting;
import dev.aver.enclave.inference.InferRequest;
import dev.aver.enclave.inference.Refusal;
import dev.aver.enclave.models.LoadedTensorModel;
import dev.aver.enclave.receipts.Exchange;
import java.util.List;
import java.util.function.Consumer;

/** One admitted inference: ends in exactly one receipted answer. */
final class InferCall {
  private static final Refusal FAILED =
      Refusal.of(500, "engine_failed", "The engine failed on these tensors.");

  private final Receipting receipting;
  private final Bytes body;
  private final TaggedBytes input;
  private final Digest context;
  private final Consumer<Answer> reply;
  private Digest model = Digest.ZERO;

  InferCall(
      Receipting receipting, Bytes body, Json.Obj request, Digest context, Consumer<Answer> reply) {
    this.receipting = receipting;
    this.body = body;
    this.input = CanonicalInput.of(Operation.INFER, request);
    this.context = context;
    this.reply = reply;
  }

  /** The path names this model. */
  void uses(Digest found) {
    this.model = found;
  }

  /** Ends as if it had not come in, without a receipt: there is no room for its answer. */
  void turnAway(Refusal refusal) {
    reply.accept(OipError.answer(refusal));
  }

  /** Ends in 4xx: no units. */
  void refuse(Refusal refusal) {
    end(refusal.status(), OipError.write(refusal), TaggedBytes.NONE, Outcome.REFUSED, 0, 0);
  }

  /** Ends in 500; the cause is for the operator, the caller learns nothing of the inside. */
  void fail(Exception cause) {
    receipting.failed(cause);
    end(FAILED.status(), OipError.write(FAILED), TaggedBytes.NONE, Outcome.FAILED, 0, 0);
  }

  /** Ends without an answer, because nobody waits for it; the receipt says so. */
  void cut(InferRequest request) {
    try {
      var output = CanonicalOutput.tensors(List.of());
      end(200, Bytes.EMPTY, output, Outcome.CUT, request.inputs().size(), 0);
    } catch (Rejected e) {
      throw new IllegalStateException("no tensor is a good one", e);
    }
  }

  /** Ends in 200 with these tensors. */
  void succeed(LoadedTensorModel served, InferRequest request, List<Tensor> outputs) {
    try {
      var version = served.digest().toString();
      var response = InferBody.write(served.name(), version, request.id(), outputs);
      var output = CanonicalOutput.tensors(outputs);
      end(200, response, output, Outcome.COMPLETE, request.inputs().size(), outputs.size());
    } catch (Rejected | InferBody.NotFinite | RuntimeException e) {
      fail(e);
    }
  }

  private void end(
      int status, Bytes response, TaggedBytes output, Outcome outcome, int taken, int given) {
    var parameters = Json.object().put("operation", Operation.INFER.text()).build();
    var exchange =
        new Exchange(
            body, response, model, input, output, parameters, context, outcome, taken, given);
    reply.accept(receipting.answer(status, response, exchange));
  }
}
