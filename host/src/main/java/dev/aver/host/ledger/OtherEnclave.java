// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.ledger;

/** Another enclave answers now: a new boot with new keys and a new log. */
final class OtherEnclave extends Exception {
  private static final long serialVersionUID = 1L;

  OtherEnclave() {
    super("another enclave answers", null, false, false);
  }
}
