// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.generation;

/**
 * The rows of one step: one token each, at its position of its sequence. Reused from step to step.
 */
public final class Rows {
  private final int[] tokens;
  private final int[] positions;
  private final int[] sequences;
  private final boolean[] wanted;
  private int size;

  /** Holds at most {@code capacity} rows. */
  public Rows(int capacity) {
    tokens = new int[capacity];
    positions = new int[capacity];
    sequences = new int[capacity];
    wanted = new boolean[capacity];
  }

  /** Empties it. */
  public void clear() {
    size = 0;
  }

  /**
   * Adds a row.
   *
   * @param logits whether what comes after this token is wanted
   * @return its index
   */
  public int add(int token, int position, int sequence, boolean logits) {
    tokens[size] = token;
    positions[size] = position;
    sequences[size] = sequence;
    wanted[size] = logits;
    return size++;
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /** The token of a row. */
  public int token(int row) {
    return tokens[row];
  }

  /** Its position in its sequence, from 0. */
  public int position(int row) {
    return positions[row];
  }

  /** Its sequence. */
  public int sequence(int row) {
    return sequences[row];
  }

  /** Whether its logits are wanted. */
  public boolean wanted(int row) {
    return wanted[row];
  }
}
