// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.scheduling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private final AtomicInteger room = new AtomicInteger(100);
  private final AtomicBoolean lives = new AtomicBoolean(true);
  private final Admission admission = new Admission(3, 100, more -> more <= room.get(), lives::get);

  private String refusal() {
    return admission.enter(10).map(refusal -> refusal.status() + " " + refusal.code()).orElse("");
  }

  @Test
  void soManyAreInsideAndNoMore() {
    for (var i = 0; i < 3; i++) {
      assertEquals("", refusal());
    }
    assertEquals("429 overloaded", refusal());
    assertEquals("429", admission.look().map(seen -> "" + seen.status()).orElse(""));
    assertEquals(3, admission.inside());
    admission.leave(10);
    assertEquals(Optional.empty(), admission.look());
    assertEquals("", refusal());
  }

  @Test
  void longBodiesTakeTheRoomOfMany() {
    assertEquals(Optional.empty(), admission.enter(1000)); // alone: as long as the limit of a body
    assertEquals("429 overloaded", refusal());
    admission.leave(1000);
    assertEquals(Optional.empty(), admission.enter(91));
    assertEquals("429 overloaded", refusal());
    assertEquals(Optional.empty(), admission.enter(9));
  }

  @Test
  void whatARequestGrowsByCountsUntilItLeaves() {
    var first = Stay.enter(admission, 10).stay().orElseThrow();
    assertEquals(Optional.empty(), first.grow(1000)); // alone: as long as the limit of a body
    assertEquals("429 overloaded", refusal());
    first.leave();
    var second = Stay.enter(admission, 10).stay().orElseThrow();
    assertEquals("", refusal());
    assertEquals(429, second.grow(81).orElseThrow().status());
    assertEquals(Optional.empty(), second.grow(80));
    assertEquals("429 overloaded", refusal());
    second.leave();
    assertEquals("", refusal());
    assertEquals(2, admission.inside());
  }

  @Test
  void nobodyEntersWhoseReceiptTheLogCouldNotTake() {
    room.set(1);
    assertEquals("", refusal());
    assertEquals("503 log_unavailable", refusal());
  }

  @Test
  void nobodyEntersWhenTheKeysEnd() {
    lives.set(false);
    assertEquals("503 keyset_ended", refusal());
    assertEquals(0, admission.inside());
  }
}
