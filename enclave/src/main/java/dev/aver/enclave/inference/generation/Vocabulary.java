// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.generation;

import java.util.List;

/** Text to token ids and back. Safe for concurrent use. */
public interface Vocabulary {
  /** Ids are 0 (inclusive) to this (exclusive). */
  int size();

  /**
   * The ids of {@code text}, nothing added.
   *
   * @param control whether the texts of {@link #controlTexts} become their tokens, or are text like
   *     any other
   */
  int[] tokens(String text, boolean control);

  /** The bytes of one token, which need not be whole characters; none for a control token. */
  byte[] piece(int token);

  /** Whether the model says with this token that it has ended. */
  boolean ends(int token);

  /** What prompts are built with, such as the marks around a message. */
  List<String> controlTexts();
}
