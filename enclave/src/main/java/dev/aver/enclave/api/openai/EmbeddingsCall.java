// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api.openai;

import static java.util.Objects.requireNonNull;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.receipt.CanonicalInput;
import dev.aver.attestation.receipt.CanonicalOutput;
import dev.aver.attestation.receipt.Operation;
import dev.aver.attestation.receipt.Outcome;
import dev.aver.attestation.receipt.TaggedBytes;
import dev.aver.enclave.api.Answer;
import dev.aver.enclave.inference.EmbeddingRequest;
import dev.aver.enclave.inference.Refusal;
import dev.aver.enclave.models.LoadedModel;
import dev.aver.enclave.receipts.Exchange;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One admitted request: collects what is known of it and ends it in exactly one receipted answer.
 * Used by one worker after the other.
 */
final class EmbeddingsCall {
  private static final Operation OPERATION = Operation.EMBEDDINGS;

  private final Receipting receipting;
  private final Bytes body;
  private final TaggedBytes input;
  private final Digest context;
  private final Consumer<Answer> reply;
  private @Nullable LoadedModel model;
  private @Nullable EmbeddingRequest asked;

  EmbeddingsCall(
      Receipting receipting, Bytes body, Json.Obj request, Digest context, Consumer<Answer> reply) {
    this.receipting = receipting;
    this.body = body;
    // Now: the parsed tree is larger than its text and must not wait for the model.
    this.input = CanonicalInput.of(OPERATION, request);
    this.context = context;
    this.reply = reply;
  }

  /** The request names this model. */
  void uses(LoadedModel found) {
    this.model = found;
  }

  /** Everything about the request is in order. */
  void asks(EmbeddingRequest parsed) {
    this.asked = parsed;
  }

  /** Ends as if it had not come in, without a receipt: there is no room for its answer. */
  void turnAway(Refusal refusal) {
    reply.accept(Answer.refused(refusal));
  }

  /** Ends in 4xx: no parameters count, no units. */
  void refuse(Refusal refusal) {
    end(refusal.status(), ErrorBody.write(refusal), TaggedBytes.NONE, Outcome.REFUSED, 0);
  }

  /** Ends in 500; the cause is for the operator, the caller learns nothing of the inside. */
  void fail(Exception cause) {
    receipting.failed(cause);
    var refusal = Refusal.of(500, "engine_failed", "The engine failed.");
    end(500, ErrorBody.write(refusal), TaggedBytes.NONE, Outcome.FAILED, 0);
  }

  /** Ends without an answer, because nobody waits for it; the receipt says so. */
  void cut() {
    try {
      end(200, Bytes.EMPTY, CanonicalOutput.embeddings(List.of()), Outcome.CUT, 0);
    } catch (Rejected e) {
      throw new IllegalStateException("no vector is a good one", e);
    }
  }

  /** Ends in 200 with these vectors. */
  void succeed(List<float[]> vectors) {
    try {
      var parsed = requireNonNull(asked);
      var name = requireNonNull(model).name();
      var units = parsed.texts().units();
      var response = EmbeddingsBody.write(vectors, parsed.base64(), name, units);
      var output = CanonicalOutput.embeddings(vectors);
      end(200, response, output, Outcome.COMPLETE, vectors.size());
    } catch (Rejected | RuntimeException e) {
      fail(e);
    }
  }

  private void end(
      int status, Bytes response, TaggedBytes output, Outcome outcome, int outputUnits) {
    var parsed = asked;
    reply.accept(
        receipting.answer(
            status,
            response,
            new Exchange(
                body,
                response,
                model == null ? Digest.ZERO : model.digest(),
                input,
                output,
                parameters(outcome),
                context,
                outcome,
                parsed == null ? 0 : parsed.texts().units(),
                outputUnits)));
  }

  private Json.Obj parameters(Outcome outcome) {
    var parameters = Json.object();
    if (asked != null && outcome != Outcome.REFUSED) {
      parameters.put("dimensions", asked.dimensions());
    }
    return parameters.put("operation", OPERATION.text()).build();
  }
}
