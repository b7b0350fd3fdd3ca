// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.models;

import java.util.Locale;

/** How the hidden states of a text become one vector. */
public enum PoolingRule {
  /** Their mean, summed from the first token to the last. */
  MEAN,
  /** The state of the first token. */
  CLS;

  /** Its name in the catalogue and in numeric profiles. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
