// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester;

import dev.aver.attestation.bytes.Bytes;
import java.io.IOException;
import java.time.Duration;

/**
 * The hardware below the enclave: signs 64 bytes of the enclave's choice. Slow, one call at a time.
 */
public interface HardwareTee {
  /** The value of {@code tee} in evidence. */
  String name();

  /** The shortest time between two reports that the hardware can keep up for long. */
  Duration pace();

  /** Whether a host stands in between that may hold answers back: slow ones mean it does. */
  default boolean throttled() {
    return true;
  }

  /**
   * A fresh report over {@code reportData} with what a verifier needs to check it.
   *
   * @param reportData exactly 64 bytes
   * @throws IOException if the hardware or its endorsements are not to be had now
   */
  Quoted report(Bytes reportData) throws IOException;
}
