// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.generation;

import java.util.Optional;

/**
 * Holds one text to its rules. Where they begin at a mark, the text is free until the mark stands
 * in it; a token that carries more than the end of the mark counts by its text. Text after a mark
 * that cannot be the beginning of anything allowed is free again: then it was no mark.
 */
final class Obedience implements AutoCloseable {
  private final GenerationModel model;
  private final Optional<Rules> rules;
  private final StringBuilder recent = new StringBuilder();
  private Optional<Grammar> grammar = Optional.empty();

  /** Without {@code rules} everything is allowed. */
  Obedience(GenerationModel model, Optional<Rules> rules) {
    this.model = model;
    this.rules = rules;
    if (rules.isPresent() && rules.get().mark().isEmpty()) {
      grammar = begin(rules.get());
    }
  }

  private Optional<Grammar> begin(Rules found) {
    var begun = model.grammar(found.gbnf());
    if (begun.isEmpty()) {
      throw new IllegalStateException("our own grammar is not understood");
    }
    return begun;
  }

  /** The grammar in force. */
  Optional<Grammar> grammar() {
    return grammar;
  }

  /** {@code text} has been written while no grammar was in force. */
  void heard(String text) {
    var mark = rules.flatMap(Rules::mark);
    if (mark.isEmpty() || grammar.isPresent()) {
      return;
    }
    recent.append(text);
    var at = recent.indexOf(mark.get());
    if (at >= 0) {
      follow(recent.substring(at));
      recent.setLength(0);
    } else {
      recent.delete(0, Math.max(0, recent.length() - mark.get().length()));
    }
  }

  private void follow(String text) {
    var begun = begin(rules.orElseThrow());
    for (var token : model.vocabulary().tokens(text, false)) {
      if (begun.get().allows(token)) {
        begun.get().accept(token);
      } else {
        begun.get().close();
        return;
      }
    }
    grammar = begun;
  }

  @Override
  public void close() {
    grammar.ifPresent(Grammar::close);
    grammar = Optional.empty();
  }
}
