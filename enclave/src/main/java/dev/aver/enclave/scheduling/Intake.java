// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.scheduling;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Memory for bodies that are still being sent, whose requests nobody has let in yet: so much for
 * all of them together. The beginning of each is free, so that many who send much and slowly do not
 * keep out those who send little.
 */
public final class Intake {
  /** Bytes of a body that are not counted; few requests are longer. */
  public static final int FREE = 16 << 10;

  private final long most;
  private final AtomicLong taken = new AtomicLong();

  /** For {@code most} bytes beyond the free ones. */
  public Intake(long most) {
    this.most = most;
  }

  /** Takes so many bytes, or says that there is no room for them; then none is taken. */
  public boolean take(int bytes) {
    var fits = taken.addAndGet(bytes) <= most;
    if (!fits) {
      taken.addAndGet(-bytes);
    }
    return fits;
  }

  /** Gives them back. */
  public void give(long bytes) {
    taken.addAndGet(-bytes);
  }

  /** Bytes taken now. */
  public long taken() {
    return taken.get();
  }
}
