// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.chat;

import dev.aver.enclave.inference.generation.GenerationModel;
import dev.aver.enclave.inference.template.ChatTemplate;
import java.util.Optional;

/** A model that writes, with the template that its chats are put into. */
public final class ChatModel {
  /** What chats look like to a model that came without a template: nobody would guess right. */
  private static final String NONE = "{{ raise_exception('this model has no chat template') }}";

  private final GenerationModel engine;
  private final ChatTemplate template;
  private final Prompts prompts;

  /**
   * Takes the template that came with the weights.
   *
   * @throws IllegalArgumentException if it asks for something that is not supported
   */
  public ChatModel(GenerationModel engine) {
    this.engine = engine;
    this.template =
        new ChatTemplate(engine.chatTemplate().orElse(NONE), engine.firstText(), engine.lastText());
    this.prompts = new Prompts(engine.vocabulary(), template);
  }

  /** What of its template, if it has one, is not understood. */
  public Optional<String> complaint() {
    return engine.chatTemplate().isEmpty() ? Optional.empty() : template.complaint();
  }

  /** What runs it. */
  public GenerationModel engine() {
    return engine;
  }

  ChatTemplate template() {
    return template;
  }

  Prompts prompts() {
    return prompts;
  }
}
