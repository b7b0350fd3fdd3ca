// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.scheduling;

/** A request for several texts, of which some may run together with those of others. */
public interface BatchJob {
  /** What runs it: only texts of the same one can share a run. */
  Object engine();

  /** Whether its texts may share a run at all. */
  boolean shares();

  /** How many texts it has; at least one. */
  int size();

  /** Tokens of the text {@code index}. */
  int length(int index);

  /** Whether nobody waits for the rest of it any more. */
  boolean isOver();
}
