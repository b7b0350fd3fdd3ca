// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api.openai;

import dev.aver.attestation.json.Json;
import dev.aver.attestation.receipt.Choice;
import dev.aver.enclave.inference.generation.TokenLogprob;
import java.util.List;
import java.util.Optional;

/** How a surface spells the pieces of an answer. */
interface AnswerForm {
  /** How ids begin. */
  String prefix();

  /** {@code object} of a whole answer. */
  String whole();

  /** {@code object} of an event. */
  String chunk();

  /** A whole choice. */
  Json.Obj choice(WrittenChoice choice, boolean logprobs);

  /** The first event of a choice; empty: it begins with its first text. */
  Optional<Json.Obj> opening(int index);

  /** More text. */
  Json.Obj text(int index, String text, Optional<List<TokenLogprob>> logprobs);

  /** One more call of a tool, whole. */
  Json.Obj call(int index, int number, Choice.ToolCall call, String id);

  /** The last event of a choice. */
  Json.Obj closing(int index, String finishReason);
}
