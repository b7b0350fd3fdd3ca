// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.scheduling;

import dev.aver.enclave.inference.generation.Ending;
import dev.aver.enclave.inference.generation.Generation;
import dev.aver.enclave.inference.generation.TokenLogprob;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** What became of one choice. */
final class Heard implements Generation.Listener {
  private final StringBuilder text = new StringBuilder();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);
  private Runnable whenHeard = () -> {};
  volatile Ending ending;
  volatile int tokens;

  /** Runs with each text, on the loop's thread. */
  Heard then(Runnable action) {
    whenHeard = action;
    return this;
  }

  /** Runs once, with the first text, on the loop's thread. */
  Heard thenFirst(Runnable action) {
    var done = new AtomicBoolean();
    return then(
        () -> {
          if (done.compareAndSet(false, true)) {
            action.run();
          }
        });
  }

  @Override
  public void text(int choice, String more, List<TokenLogprob> logprobs) {
    text.append(more);
    begun.countDown();
    whenHeard.run();
  }

  @Override
  public void ended(int choice, Ending how, int count) {
    ending = how;
    tokens = count;
    begun.countDown();
    over.countDown();
  }

  void awaitBegin() throws InterruptedException {
    require(begun);
  }

  /** Text and ending: all that a receipt's output depends on. */
  String await() throws InterruptedException {
    require(over);
    return ending + " " + tokens + " " + text;
  }

  private static void require(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(10, TimeUnit.MINUTES)) {
      throw new AssertionError("nothing came");
    }
  }
}
