// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.eventlog;

import dev.aver.attestation.bytes.Bytes;
import java.util.Optional;

/**
 * One extension of a runtime register.
 *
 * <p>A log that replays proves its digests, not its words: only {@code proved} may be believed, the
 * exact bytes whose SHA-384 is the digest. What else an event says of itself is hearsay
 * (attestation.md, 3.5).
 *
 * @param register 0 to 3: RTMR0 to RTMR3
 * @param type event type of the TCG, or of the runtime
 * @param digest 48 bytes that were extended
 * @param name of a runtime event; empty for others
 * @param data what the log says was measured
 * @param proved content that gives the digest, where the log holds it
 */
public record MeasuredEvent(
    int register, long type, Bytes digest, String name, Bytes data, Optional<Bytes> proved) {}
