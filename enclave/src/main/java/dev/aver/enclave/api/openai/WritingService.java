// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api.openai;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.receipt.Operation;
import dev.aver.enclave.api.Answer;
import dev.aver.enclave.api.Reply;
import dev.aver.enclave.api.RequestBody;
import dev.aver.enclave.inference.Refusal;
import dev.aver.enclave.inference.Refused;
import dev.aver.enclave.inference.chat.ChatRequest;
import dev.aver.enclave.inference.chat.CompletionRequest;
import dev.aver.enclave.inference.chat.Writing;
import dev.aver.enclave.inference.generation.Generation;
import dev.aver.enclave.models.LoadedChatModel;
import dev.aver.enclave.scheduling.DecodeLoop;
import dev.aver.enclave.scheduling.Seat;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * {@code POST /v1/chat/completions} and {@code /v1/completions} from the body's bytes to the
 * receipted answer, whole or as a stream. What is not one JSON value gets an error alone; from then
 * on every request ends in a receipt.
 */
public final class WritingService {
  /** Containers within one another: schemas of answers may be deep. */
  private static final int DEPTH = 64;

  private final LoadedChatModel model;
  private final DecodeLoop loop;
  private final Receipting receipting;
  private final LongSupplier millis;
  private final LongSupplier seeds;
  private final long deadlineMillis;

  /**
   * Answers with {@code model}, which {@code loop} runs.
   *
   * @param millis milliseconds since 1970
   * @param seeds random, 0 to 2^53 − 1
   * @param deadlineMillis that an answer may take
   */
  public WritingService(
      LoadedChatModel model,
      DecodeLoop loop,
      Receipting receipting,
      LongSupplier millis,
      LongSupplier seeds,
      long deadlineMillis) {
    this.model = model;
    this.loop = loop;
    this.receipting = receipting;
    this.millis = millis;
    this.seeds = seeds;
    this.deadlineMillis = deadlineMillis;
  }

  /**
   * Answers exactly once; call it on a worker.
   *
   * @param seat given back when the answer has ended
   */
  public void answer(Operation operation, Bytes body, Digest context, Reply reply, Seat seat) {
    Json json;
    try {
      json = JsonReader.read(body, RequestBody.LIMIT, DEPTH);
    } catch (Rejected e) {
      seat.leave();
      reply.send(Answer.refused(EmbeddingsService.malformed(e)));
      return;
    }
    var request = json instanceof Json.Obj object ? object : Json.object().build();
    var call = new AdmittedCall(receipting, operation, body, request, context, reply, seat);
    try {
      if (!(json instanceof Json.Obj)) {
        throw new Refused(Refusal.of(400, "invalid_type", "The body is not a JSON object."));
      }
      start(call, operation, request);
    } catch (Refused e) {
      call.refuse(e.refusal());
    } catch (RuntimeException e) {
      call.fail(e);
    }
  }

  private void start(AdmittedCall call, Operation operation, Json.Obj request) throws Refused {
    checkModel(request);
    call.uses(model.digest());
    var chat = operation == Operation.CHAT;
    var writing =
        chat
            ? ChatRequest.parse(request, model.model(), seeds)
            : CompletionRequest.parse(request, model.model(), seeds);
    var refusal = takePlaces(call.seat(), writing);
    if (refusal.isPresent()) {
      call.turnAway(refusal.get());
      return;
    }
    var form = chat ? new ChatForm() : new CompletionForm();
    var now = millis.getAsLong();
    var json =
        new AnswerJson(
            form,
            call.id().hex().substring(0, 24),
            now / 1000,
            model.name(),
            "fp_" + model.manifest().digest().hex().substring(0, 16),
            writing);
    if (writing.stream()) {
      var streamed = new StreamedCall(call, writing, form, json, millis);
      run(call, writing, streamed, now + deadlineMillis, streamed::begin);
    } else {
      run(call, writing, new WholeCall(call, writing, json), now + deadlineMillis, () -> {});
    }
  }

  /** Each text has keys and values of its own, which is what places count. */
  private static Optional<Refusal> takePlaces(Seat seat, Writing writing) throws Refused {
    if (writing.total() > seat.most()) {
      throw Refused.because(
          "invalid_value",
          "n",
          "%d texts are asked for at once; %d are possible."
              .formatted(writing.total(), seat.most()));
    }
    return seat.widen(writing.total());
  }

  private void run(
      AdmittedCall call,
      Writing writing,
      Generation.Listener listener,
      long deadline,
      Runnable begin) {
    var generations = new ArrayList<Generation>();
    for (var choice = 0; choice < writing.total(); choice++) {
      var plan = writing.plan(choice, deadline);
      generations.add(new Generation(model.model().engine(), plan, choice, listener));
    }
    begin.run();
    call.reply().whenGone(() -> generations.forEach(Generation::cancel));
    loop.submit(call.seat().tenant(), generations);
  }

  private void checkModel(Json.Obj request) throws Refused {
    var name = request.get("model");
    if (name == null || name == Json.Null.NULL) {
      throw Refused.because("missing_parameter", "model", "`model` is missing.");
    }
    if (!(name instanceof Json.Str(String text))) {
      throw Refused.because("invalid_type", "model", "`model` is not a string.");
    }
    if (!text.equals(model.name())) {
      throw new Refused(ModelsService.unknown(text));
    }
  }
}
