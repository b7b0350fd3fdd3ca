// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.verification;

import dev.aver.host.config.RelayConfig;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Some platform threads and a queue with an end. Verification costs processor time that anybody may
 * ask for: it must not take it from the relaying, and a flood is turned away at once.
 */
@ApplicationScoped
public class VerificationPool {
  private final ThreadPoolExecutor threads;

  VerificationPool(RelayConfig config) {
    var number = config.verification().threads();
    this.threads =
        new ThreadPoolExecutor(
            number,
            number,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(config.verification().queue()),
            Thread.ofPlatform().name("verification-", 0).daemon().factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /** Runs {@code work} soon; false if too many wait already. */
  boolean submit(Runnable work) {
    try {
      threads.execute(work);
      return true;
    } catch (RejectedExecutionException full) {
      return false;
    }
  }

  /** Whether one more could wait. */
  public boolean hasRoom() {
    return threads.getQueue().remainingCapacity() > 0;
  }

  void close(@Observes ShutdownEvent shutdown) {
    threads.shutdown();
  }
}
