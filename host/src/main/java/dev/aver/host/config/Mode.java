// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.config;

import org.eclipse.microprofile.config.spi.Converter;

/** What this process is for. */
public enum Mode {
  /** It stands in front of an enclave: forwards, keeps the log, verifies as a convenience. */
  RELAY,
  /**
   * It verifies, for whoever runs it and relies on it: no enclave, no log, nothing forwarded,
   * nothing fetched.
   */
  VERIFIER;

  /** The spelling of {@link #RELAY}, for what is decided by configuration alone. */
  public static final String RELAYS = "relay";

  /** The spelling of {@link #VERIFIER}. */
  public static final String VERIFIES = "verifier";

  /** Whether there is an enclave behind it. */
  public boolean relays() {
    return this == RELAY;
  }

  /** One spelling each: whatever is neither stops the start. */
  public static final class Spelling implements Converter<Mode> {
    private static final long serialVersionUID = 1L;

    @Override
    public Mode convert(String text) {
      return switch (text) {
        case RELAYS -> RELAY;
        case VERIFIES -> VERIFIER;
        default ->
            throw new IllegalArgumentException(
                "aver.mode is \"" + text + "\": " + RELAYS + " or " + VERIFIES);
      };
    }
  }
}
