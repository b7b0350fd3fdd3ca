// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.log;

import dev.aver.attestation.bytes.Digest;

/**
 * Answers the hashes of a tree's perfect subtrees, from which {@link Proofs} builds every proof.
 */
@FunctionalInterface
public interface HashSource {
  /**
   * The root over the entries {@code index·2^level} to {@code (index+1)·2^level − 1}: at level 0
   * the leaf hash of entry {@code index}. Only asked for subtrees that are complete in the tree in
   * question.
   */
  Digest node(int level, long index);
}
