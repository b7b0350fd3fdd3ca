// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api.openai;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.receipt.Choice;
import dev.aver.attestation.receipt.StreamWriter;
import dev.aver.enclave.inference.chat.Writing;
import dev.aver.enclave.inference.generation.Ending;
import dev.aver.enclave.inference.generation.TokenLogprob;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * An answer as a stream of events (formats.md, 5.3): the salt of the request first, signed progress
 * on the way, the receipt before the end. What breaks off still gets its receipt, over what was
 * sent, and no {@code [DONE]}.
 */
final class StreamedCall extends WritingCall {
  /** Progress is signed when so many events, or so many milliseconds, have gone by. */
  private static final int EVENTS = 64;

  private static final long MILLIS = 1000;

  private final AnswerForm form;
  private final AnswerJson json;
  private final LongSupplier millis;
  private final StreamWriter written;
  private long signedEvents;
  private long signedAt;
  private boolean first = true;

  StreamedCall(
      AdmittedCall admitted,
      Writing writing,
      AnswerForm form,
      AnswerJson json,
      LongSupplier millis) {
    super(admitted, writing);
    this.form = form;
    this.json = json;
    this.millis = millis;
    this.written = new StreamWriter(admitted.opening().response().orElseThrow());
    this.signedAt = millis.getAsLong();
  }

  /** Sends the headers and the first events; before the choices begin. */
  void begin() {
    var salt = admitted().opening().request().orElseThrow();
    admitted()
        .reply()
        .begin(
            Map.of(
                "Aver-Receipt-Id",
                admitted().id().toString(),
                "Aver-Request-Salt",
                salt.toString(),
                "Access-Control-Expose-Headers",
                "Aver-Receipt-Id, Aver-Request-Salt"));
    for (var choice : choices()) {
      form.opening(choice.index()).ifPresent(this::event);
    }
  }

  @Override
  Ending asTold(Ending ending) {
    return ending;
  }

  @Override
  void told(int choice, String text, List<TokenLogprob> logprobs) {
    var wanted = writing().logprobs().isPresent();
    event(form.text(choice, text, wanted ? Optional.of(logprobs) : Optional.empty()));
  }

  @Override
  void called(WrittenChoice choice, Choice.ToolCall call) {
    var number = choice.calls().size() - 1;
    event(form.call(choice.index(), number, call, ChatForm.callId(choice.index(), number)));
  }

  @Override
  void closed(WrittenChoice choice) {
    choice.finishReason().ifPresent(reason -> event(form.closing(choice.index(), reason)));
  }

  private void event(Json.Obj choice) {
    write(written.event(json.event(choice, first)));
    first = false;
    if (written.events() - signedEvents >= EVENTS || millis.getAsLong() - signedAt >= MILLIS) {
      write(admitted().receipting().progress(written, admitted().id()));
      signedEvents = written.events();
      signedAt = millis.getAsLong();
    }
  }

  private void write(Bytes block) {
    admitted().reply().write(block);
  }

  @Override
  void end() {
    if (failed()) {
      write(written.event(new String(error().toArray(), StandardCharsets.UTF_8)));
    }
    var whole = !failed() && !brokenOff();
    if (whole) {
      json.usageEvent(choices()).ifPresent(data -> write(written.event(data)));
    }
    var exchange =
        admitted()
            .exchange(
                Bytes.EMPTY,
                writing().parameters(),
                output(),
                outcome(),
                writing().inputUnits(),
                outputUnits());
    var response = whole ? written.responseWithDone() : written.response();
    var receipt = admitted().receipting().issue(exchange, admitted().opening(), response);
    receipt.ifPresent(signed -> write(StreamWriter.receipt(signed)));
    if (whole && receipt.isPresent()) {
      write(written.done());
    }
    admitted().reply().end();
  }
}
