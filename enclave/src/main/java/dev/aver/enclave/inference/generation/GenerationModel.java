// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.generation;

import dev.aver.enclave.inference.EngineFailed;
import java.util.Optional;

/**
 * A model that continues sequences of tokens. {@link #decode}, {@link #logits}, {@link #forget} and
 * {@link #move} belong to one thread; the rest is safe for concurrent use.
 *
 * <p>The logits of a sequence depend on its own tokens and on how its prompt was cut into steps,
 * never on other sequences of the same step.
 */
public interface GenerationModel extends AutoCloseable {
  /** Its tokens. */
  Vocabulary vocabulary();

  /** The chat template that came with the weights, in Jinja. */
  Optional<String> chatTemplate();

  /** The text of the token that begins a document; empty if there is none. */
  String firstText();

  /** The text of the token that ends one; empty if there is none. */
  String lastText();

  /** Tokens that one sequence may hold, prompt and answer together. */
  int contextTokens();

  /** Sequences that may live at once, by the numbers 0 to this minus 1. */
  int sequences();

  /** Rows that one step may have. */
  int stepRows();

  /**
   * Runs one step of the model over all rows.
   *
   * @throws EngineFailed if the engine could not
   */
  void decode(Rows rows) throws EngineFailed;

  /** Copies what came out for a row of the last step, one logit per token. */
  void logits(int row, float[] into) throws EngineFailed;

  /** Drops everything that was computed for a sequence; its number can be used anew. */
  void forget(int sequence);

  /**
   * Gives a sequence another number, which none has. What was computed for it stays as it is, bit
   * for bit.
   */
  void move(int from, int to);

  /** A grammar in GBNF; empty if the engine does not understand it. */
  Optional<Grammar> grammar(String gbnf);

  /** The engine's own count of steps with one token, and of tokens of longer ones. */
  Counts counts();

  /**
   * Counted by the engine.
   *
   * @param prompt tokens in steps of more than one
   * @param single steps of exactly one token
   */
  record Counts(long prompt, long single) {}

  @Override
  void close();
}
