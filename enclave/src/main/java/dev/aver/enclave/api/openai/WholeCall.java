// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api.openai;

import dev.aver.attestation.receipt.Choice;
import dev.aver.enclave.inference.chat.Writing;
import dev.aver.enclave.inference.generation.Ending;
import dev.aver.enclave.inference.generation.TokenLogprob;
import java.util.List;

/** An answer in one piece. */
final class WholeCall extends WritingCall {
  private final AnswerJson json;

  WholeCall(AdmittedCall admitted, Writing writing, AnswerJson json) {
    super(admitted, writing);
    this.json = json;
  }

  /** What was cut by time looks like what was cut by length: the API has no other word. */
  @Override
  Ending asTold(Ending ending) {
    return ending == Ending.DEADLINE || ending == Ending.CANCELLED ? Ending.LENGTH : ending;
  }

  @Override
  void told(int choice, String text, List<TokenLogprob> logprobs) {
    // Collected by the choice; nothing goes out before the end.
  }

  @Override
  void called(WrittenChoice choice, Choice.ToolCall call) {
    // As above.
  }

  @Override
  void closed(WrittenChoice choice) {
    // As above.
  }

  @Override
  void end() {
    var response = failed() ? error() : json.whole(choices());
    var exchange =
        admitted()
            .exchange(
                response,
                writing().parameters(),
                output(),
                outcome(),
                writing().inputUnits(),
                outputUnits());
    var status = failed() ? FAILED.status() : 200;
    var answer = admitted().receipting().answer(status, exchange, admitted().opening());
    admitted().reply().send(answer);
  }
}
