// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference;

/** The engine did not run a request that was in order; the caller is told, without details. */
public final class EngineFailed extends Exception {
  private static final long serialVersionUID = 1L;

  /** {@code cause} is for the operator's log and holds no content. */
  public EngineFailed(Throwable cause) {
    super("the engine failed", cause);
  }
}
