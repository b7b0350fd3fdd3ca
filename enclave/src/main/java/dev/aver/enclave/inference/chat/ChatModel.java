// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.chat;

import dev.aver.enclave.inference.Refused;
import dev.aver.enclave.inference.generation.GenerationModel;
import java.util.List;
import java.util.Map;

/** A model that writes, with the template that its chats are put into. */
public final class ChatModel {
  /** What chats look like to a model that came without a template: nobody would guess right. */
  private static final String NONE = "{{ raise_exception('this model has no chat template') }}";

  private final GenerationModel engine;
  private final ChatTemplate template;
  private final Prompts prompts;

  /** Takes the template that came with the weights. */
  public ChatModel(GenerationModel engine) {
    this.engine = engine;
    this.template =
        new ChatTemplate(engine.chatTemplate().orElse(NONE), engine.firstText(), engine.lastText());
    this.prompts = new Prompts(engine.vocabulary(), template);
  }

  /** Whether its template, if it has one, takes the plainest of chats. */
  public boolean takesChats() {
    try {
      var plain = Map.<String, Object>of("role", "user", "content", "Hi");
      return engine.chatTemplate().isEmpty()
          || template.render(List.of(plain), List.of()).contains("Hi");
    } catch (Refused e) {
      return false;
    }
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
