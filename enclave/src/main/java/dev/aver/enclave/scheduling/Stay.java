// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.scheduling;

import dev.aver.enclave.inference.Refusal;
import java.util.Optional;

/**
 * One request that {@link Admission} has let in, and the memory that is counted for it until its
 * answer has gone out: a long answer that its client does not read is memory as well. For one
 * thread after the other.
 */
public final class Stay {
  private final Admission admission;
  private int bytes;

  private Stay(Admission admission, int bytes) {
    this.admission = admission;
    this.bytes = bytes;
  }

  /** What became of asking to be let in: exactly one of the two is there. */
  public record Asked(Optional<Stay> stay, Optional<Refusal> refusal) {}

  /** Enters with a body of this size, or says why not. */
  public static Asked enter(Admission admission, int bytes) {
    var refusal = admission.enter(bytes);
    return refusal.isPresent()
        ? new Asked(Optional.empty(), refusal)
        : new Asked(Optional.of(new Stay(admission, bytes)), Optional.empty());
  }

  /** Counts so many bytes more, as if its body were longer, or says why not. */
  public Optional<Refusal> grow(int more) {
    var refusal = admission.grow(more);
    if (refusal.isEmpty()) {
      bytes = Math.addExact(bytes, more);
    }
    return refusal;
  }

  /** Gives everything back; to be called exactly once. */
  public void leave() {
    admission.leave(bytes);
  }
}
