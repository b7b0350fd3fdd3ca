// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference;

import java.util.List;

/**
 * A model that turns token ids into vectors. Implementations are safe for concurrent use, and the
 * same ids give the same bits whatever else runs.
 */
public interface EmbeddingModel extends AutoCloseable {
  /** Components of a vector. */
  int dimensions();

  /** The most ids that one text may have, the special ones at both ends counted. */
  int maxTokens();

  /** Ids of the vocabulary are 0 (inclusive) to this (exclusive). */
  int vocabulary();

  /** The ids of {@code text} with the special ones; never cut, never padded. */
  long[] tokens(String text);

  /**
   * The ids that the model sees for ids given by a caller: those that begin and end with the
   * special ones as they are, all others between them.
   */
  long[] tokens(long[] ids);

  /**
   * Whether several texts may share a run: the bits of each are the same as alone then, and only
   * then.
   */
  boolean shares();

  /**
   * The pooled vectors of {@code texts} in their order, before normalisation, from one run.
   *
   * @param texts more than one only if they may share a run
   * @throws EngineFailed if the engine could not run
   */
  List<float[]> pooled(List<long[]> texts) throws EngineFailed;

  @Override
  void close();
}
