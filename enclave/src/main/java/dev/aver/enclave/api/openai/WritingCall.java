// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api.openai;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.receipt.CanonicalOutput;
import dev.aver.attestation.receipt.Choice;
import dev.aver.attestation.receipt.Outcome;
import dev.aver.attestation.receipt.TaggedBytes;
import dev.aver.enclave.inference.Refusal;
import dev.aver.enclave.inference.chat.CallReader;
import dev.aver.enclave.inference.chat.Writing;
import dev.aver.enclave.inference.generation.Ending;
import dev.aver.enclave.inference.generation.Generation;
import dev.aver.enclave.inference.generation.TokenLogprob;
import java.util.ArrayList;
import java.util.List;

/**
 * The choices of one answer while they are written. Ends in exactly one receipt, whatever becomes
 * of them. After its creation only the thread that runs the model calls it.
 */
abstract class WritingCall implements Generation.Listener {
  /** What the caller reads when the engine did not go on. */
  static final Refusal FAILED = Refusal.of(500, "engine_failed", "The engine failed.");

  private final AdmittedCall admitted;
  private final Writing writing;
  private final List<WrittenChoice> choices = new ArrayList<>();
  private final List<CallReader> readers = new ArrayList<>();

  /** Of tokens whose text could still become a call. */
  private final List<List<TokenLogprob>> unsaid = new ArrayList<>();

  private int ended;

  WritingCall(AdmittedCall admitted, Writing writing) {
    this.admitted = admitted;
    this.writing = writing;
    for (var index = 0; index < writing.total(); index++) {
      choices.add(new WrittenChoice(index));
      readers.add(new CallReader(writing.ruled()));
      unsaid.add(new ArrayList<>());
    }
  }

  @Override
  public final void text(int choice, String text, List<TokenLogprob> logprobs) {
    if (writing.toolCalls()) {
      read(choice, readers.get(choice).add(text), logprobs);
    } else {
      say(choice, text, logprobs);
    }
  }

  private void read(int choice, CallReader.Read read, List<TokenLogprob> logprobs) {
    var held = unsaid.get(choice);
    held.addAll(logprobs);
    if (!read.text().isEmpty()) {
      say(choice, read.text(), List.copyOf(held));
      held.clear();
    }
    if (!read.calls().isEmpty()) {
      held.clear(); // calls are told without
    }
    for (var call : read.calls()) {
      choices.get(choice).add(call);
      called(choices.get(choice), call);
    }
  }

  private void say(int choice, String text, List<TokenLogprob> logprobs) {
    choices.get(choice).add(text, logprobs);
    told(choice, text, logprobs);
  }

  @Override
  public final void ended(int choice, Ending ending, int tokens) {
    var written = choices.get(choice);
    if (writing.toolCalls()) {
      read(choice, readers.get(choice).end(ending == Ending.STOP), List.of());
    }
    written.end(asTold(ending), tokens);
    ended++;
    closed(written);
    if (ended == choices.size()) {
      try {
        end();
      } finally {
        admitted.leave();
      }
    }
  }

  /** The ending as this kind of answer can tell it. */
  abstract Ending asTold(Ending ending);

  /** More text of a choice. */
  abstract void told(int choice, String text, List<TokenLogprob> logprobs);

  /** One more call of a choice. */
  abstract void called(WrittenChoice choice, Choice.ToolCall call);

  /** A choice has ended. */
  abstract void closed(WrittenChoice choice);

  /** All have. */
  abstract void end();

  AdmittedCall admitted() {
    return admitted;
  }

  Writing writing() {
    return writing;
  }

  List<WrittenChoice> choices() {
    return choices;
  }

  private boolean any(Ending ending) {
    return choices.stream().anyMatch(choice -> choice.endedBy(ending));
  }

  /** Whether the engine did not go on. */
  boolean failed() {
    return any(Ending.FAILED);
  }

  /** Whether it was not the model's or the caller's limits that ended it. */
  boolean brokenOff() {
    return any(Ending.DEADLINE) || any(Ending.CANCELLED);
  }

  Outcome outcome() {
    if (failed()) {
      return Outcome.FAILED;
    }
    return brokenOff() || any(Ending.LENGTH) ? Outcome.CUT : Outcome.COMPLETE;
  }

  long outputUnits() {
    return failed() ? 0 : choices.stream().mapToLong(WrittenChoice::tokens).sum();
  }

  TaggedBytes output() {
    try {
      return failed()
          ? TaggedBytes.NONE
          : CanonicalOutput.choices(choices.stream().map(WrittenChoice::canonical).toList());
    } catch (Rejected e) {
      throw new IllegalStateException("decoded text has no lone surrogates", e);
    }
  }

  static Bytes error() {
    return ErrorBody.write(FAILED);
  }
}
