// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester.device;

/** Time that passes when somebody waits for it, or when a test says so. */
public final class PassingTime implements Timing {
  private long now = 1_000_000;

  @Override
  public long millis() {
    return now;
  }

  @Override
  public void pause(long millis) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    now += millis;
  }

  /** Lets it pass. */
  public void pass(long millis) {
    now += millis;
  }
}
