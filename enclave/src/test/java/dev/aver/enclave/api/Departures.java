// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api;

/** Departures of callers who are not there. */
public final class Departures {
  private Departures() {}

  /** It never happens. */
  public static Departure none() {
    return new Departure();
  }
}
