// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.generation;

/** Token ids that do not change. */
public final class Tokens {
  private final int[] ids;

  /** Takes {@code ids}, which nobody may change any more. */
  public Tokens(int[] ids) {
    this.ids = ids;
  }

  /** How many there are. */
  public int size() {
    return ids.length;
  }

  /** The one at {@code index}. */
  public int at(int index) {
    return ids[index];
  }
}
