// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.scheduling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.enclave.engine.llama.TestModel;
import dev.aver.enclave.inference.generation.Ending;
import dev.aver.enclave.inference.generation.Generation;
import dev.aver.enclave.inference.generation.Generation.Plan;
import dev.aver.enclave.inference.generation.GenerationModel;
import dev.aver.enclave.inference.generation.Sampling;
import dev.aver.enclave.inference.generation.TokenLogprob;
import dev.aver.enclave.inference.generation.Tokens;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An answer depends on its own request alone, on the real model. */
@Tag("model")
class DecodeLoopTest {
  private static final int CHATS = Integer.getInteger("chats", 24);
  private static final long NEVER = Long.MAX_VALUE;

  private GenerationModel model;
  private DecodeLoop loop;

  @BeforeEach
  void start() throws Exception {
    model = TestModel.shared();
    loop = new DecodeLoop(model, () -> 0);
  }

  @AfterEach
  void stop() {
    if (loop != null) {
      loop.close();
    }
  }

  private Plan plan(int[] prompt, int most, Sampling sampling) {
    return new Plan(
        new Tokens(prompt), most, sampling, List.of(), Optional.empty(), Optional.empty(), NEVER);
  }

  private Heard submit(Plan plan) {
    var heard = new Heard();
    loop.submit(Tenant.ANYBODY, List.of(new Generation(model, plan, 0, heard)));
    return heard;
  }

  /** Prompts of every length from one token on, around the borders of pieces above all. */
  private List<Plan> chats() {
    var random = new Random(20261121);
    var lengths = List.of(1, 2, 63, 64, 65, 66, 127, 128, 129, 130);
    var plans = new ArrayList<Plan>();
    for (var i = 0; i < CHATS; i++) {
      var length = i < lengths.size() ? lengths.get(i) : 1 + random.nextInt(40);
      var prompt = random.ints(length, 100, 30_000).toArray();
      var sampling =
          new Sampling(
              random.nextInt(3) * 0.8,
              random.nextBoolean() ? 1 : 0.9,
              random.nextBoolean() ? 0 : 30,
              0,
              random.nextInt(2),
              0,
              random.nextBoolean() ? Map.of() : Map.of(5, 3.0),
              random.nextLong() >>> 11);
      plans.add(plan(prompt, 3 + random.nextInt(5), sampling));
    }
    return plans;
  }

  @Test
  void chatsUnderStaggeredLoadAreTheirSoloRuns() throws Exception {
    var plans = chats();
    var alone = new ArrayList<String>();
    for (var plan : plans) {
      alone.add(submit(plan).await());
    }
    var order = new ArrayList<Integer>();
    for (var i = 0; i < plans.size(); i++) {
      order.add(i);
    }
    var random = new Random(7);
    Collections.shuffle(order, random);
    var heard = new Heard[plans.size()];
    Heard last = null;
    for (var i : order) {
      if (last != null && random.nextBoolean()) {
        last.awaitBegin(); // the next one joins while this one is being written
      }
      heard[i] = submit(plans.get(i));
      last = heard[i];
    }
    for (var i = 0; i < heard.length; i++) {
      assertEquals(alone.get(i), heard[i].await(), "chat " + i);
    }
  }

  @Test
  void anAnswerThatFailsAtItsEndEndsNoOther() throws Exception {
    var failing =
        new Generation.Listener() {
          @Override
          public void text(int choice, String text, List<TokenLogprob> logprobs) {
            // nothing is to be heard of it
          }

          @Override
          public void ended(int choice, Ending ending, int tokens) {
            throw new IllegalStateException("as expected");
          }
        };
    var plan = plan(new int[] {100, 200, 300}, 3, Sampling.greedy());
    var alone = submit(plan).await();
    var cancelled = new Generation(model, plan, 0, failing);
    cancelled.cancel();
    loop.submit(Tenant.ANYBODY, List.of(cancelled));
    loop.submit(Tenant.ANYBODY, List.of(new Generation(model, plan, 0, failing)));
    assertEquals(alone, submit(plan).await());
  }

  /** The longest one moves twice, after others have left it standing apart. */
  @Test
  void whoMovesUpSaysTheSame() throws Exception {
    var prompt = new Random(3).ints(70, 100, 30_000).toArray();
    var longest = plan(prompt, 40, Sampling.greedy());
    var alone = submit(longest).await();
    var all = new ArrayList<Generation>();
    var heard = new ArrayList<Heard>();
    for (var most : new int[] {30, 4, 12, 8, 40, 20}) {
      heard.add(new Heard());
      var plan = most == 40 ? longest : plan(new int[] {100 + most, 200}, most, Sampling.greedy());
      all.add(new Generation(model, plan, 0, heard.getLast()));
    }
    loop.submit(Tenant.ANYBODY, all);
    assertEquals(alone, heard.get(4).await());
    for (var other : heard) {
      other.await();
    }
  }

  @Test
  void aNewcomerWaitsForOnePlaceHoweverManyWereThereBefore() throws Exception {
    var order = Collections.synchronizedList(new ArrayList<String>());
    var begun = new CountDownLatch(1);
    var newcomerIsIn = new CountDownLatch(1);
    var heard = new ArrayList<Heard>();
    var many = new ArrayList<Generation>();
    for (var i = 0; i < 2 * TestModel.SEQUENCES; i++) {
      heard.add(
          new Heard()
              .thenFirst(
                  () -> {
                    order.add("many");
                    begun.countDown();
                    await(newcomerIsIn); // on the loop's thread: nothing goes on meanwhile
                  }));
      // The first to end is alone: then the newcomer has fewer places than anybody.
      var own = plan(model.vocabulary().tokens("Number " + i, false), 4 + i, Sampling.greedy());
      many.add(new Generation(model, own, 0, heard.getLast()));
    }
    loop.submit(Tenant.ANYBODY, many);
    await(begun);
    heard.add(new Heard().thenFirst(() -> order.add("newcomer")));
    var plan = plan(model.vocabulary().tokens("Once upon a time", false), 6, Sampling.greedy());
    loop.submit(
        Tenant.of(List.of("Bearer new")), List.of(new Generation(model, plan, 0, heard.getLast())));
    newcomerIsIn.countDown();
    for (var each : heard) {
      each.await();
    }
    assertEquals(TestModel.SEQUENCES, order.indexOf("newcomer"), order.toString());
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(2, TimeUnit.MINUTES));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anotherLoadOfTheSameFileAndAnotherNumberOfThreadsGiveTheSameText() throws Exception {
    var plans = chats().subList(1, 4);
    var before = new ArrayList<String>();
    for (var plan : plans) {
      before.add(submit(plan).await());
    }
    try (var other = TestModel.load(2);
        var otherLoop = new DecodeLoop(other, () -> 0)) {
      for (var i = 0; i < plans.size(); i++) {
        var heard = new Heard();
        otherLoop.submit(Tenant.ANYBODY, List.of(new Generation(other, plans.get(i), 0, heard)));
        assertEquals(before.get(i), heard.await(), "chat " + i);
      }
    }
  }

  @Test
  void whoGoesAwayCostsNoFurtherStepOfTheEngine() throws Exception {
    var before = model.counts();
    var texts = new AtomicInteger();
    var generation = new Generation[1];
    var heard =
        new Heard()
            .then(
                () -> {
                  if (texts.incrementAndGet() == 5) {
                    generation[0].cancel();
                  }
                });
    var prompt = model.vocabulary().tokens("Once upon a time", false);
    generation[0] = new Generation(model, plan(prompt, 200, Sampling.greedy()), 0, heard);
    loop.submit(Tenant.ANYBODY, List.of(generation[0]));
    heard.await();
    assertEquals(Ending.CANCELLED, heard.ending);
    // The first token came from the prompt's step; the step that was running is the last.
    assertEquals(heard.tokens - 1, model.counts().single() - before.single());
    assertTrue(heard.tokens <= 6, () -> "tokens: " + heard.tokens);
  }

  @Test
  void theDeadlineEndsWhatRunsAndWhatWaits() throws Exception {
    loop.close();
    var clock = new java.util.concurrent.atomic.AtomicLong();
    loop = new DecodeLoop(model, clock::get);
    var prompt = model.vocabulary().tokens("Once upon a time", false);
    var running = new ArrayList<Heard>();
    for (var i = 0; i < TestModel.SEQUENCES + 2; i++) {
      var heard = new Heard().then(() -> clock.set(1001));
      var late =
          new Plan(
              new Tokens(prompt),
              200,
              Sampling.greedy(),
              List.of(),
              Optional.empty(),
              Optional.empty(),
              1000);
      running.add(heard);
      loop.submit(Tenant.ANYBODY, List.of(new Generation(model, late, 0, heard)));
    }
    for (var heard : running) {
      heard.await();
      assertEquals(Ending.DEADLINE, heard.ending);
    }
  }

  @Test
  void severalDrawsOfOneSeedDiffer() throws Exception {
    var prompt = model.vocabulary().tokens("My favourite number is", false);
    var sampling = new Sampling(1.5, 1, 0, 0, 0, 0, Map.of(), 11);
    var first = new Heard();
    var second = new Heard();
    loop.submit(
        Tenant.ANYBODY,
        List.of(
            new Generation(model, plan(prompt, 12, sampling), 0, first),
            new Generation(model, plan(prompt, 12, sampling), 1, second)));
    assertTrue(!first.await().equals(second.await()), "both choices say the same");
  }
}
