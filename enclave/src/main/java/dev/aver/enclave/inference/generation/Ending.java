// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.generation;

/** Why a choice has ended. */
public enum Ending {
  /** The model said so, or a stop string came. */
  STOP,
  /** It has as many tokens as were asked for. */
  LENGTH,
  /** Time was up. */
  DEADLINE,
  /** Nobody waits for it any more. */
  CANCELLED,
  /** The engine could not go on. */
  FAILED
}
