// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.endorsements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aver.host.endorsements.Unavailable.Why;
import org.junit.jupiter.api.Test;

class PaceTest {
  private final Pace pace = new Pace(10_000);

  @Test
  void oneRequestInTenSecondsHoweverManyAsk() throws Exception {
    assertEquals(0, pace.turn(0));
    assertEquals(10_000, pace.turn(0));
    assertEquals(20_000, pace.turn(0));
    assertEquals(5_000, pace.turn(25_000));
    assertEquals(0, pace.turn(50_000));
  }

  @Test
  void whoWouldWaitOverAMinuteIsToldSoAndTakesNoTurn() throws Exception {
    for (var i = 0; i < 7; i++) {
      pace.turn(0);
    }
    for (var i = 0; i < 3; i++) {
      var refused = assertThrows(Unavailable.class, () -> pace.turn(0));
      assertEquals(Why.THROTTLED, refused.why());
    }
    assertEquals(60_000, pace.turn(10_000));
  }

  @Test
  void failuresCostTwiceAsMuchEachTimeUpToTenMinutes() throws Exception {
    long now = 0;
    for (long penalty = 10_000; penalty < 600_000; penalty *= 2) {
      pace.turn(now);
      pace.failed(now);
      var tooEarly = now + penalty - 60_001;
      if (penalty > 60_000) {
        assertThrows(Unavailable.class, () -> pace.turn(tooEarly));
      }
      now += penalty;
    }
    pace.failed(now);
    var end = now + 600_000;
    assertEquals(0, pace.turn(end));
    pace.succeeded();
    pace.failed(end);
    assertEquals(10_000, pace.turn(end), "a success begins anew");
  }

  @Test
  void theServicesOwnWishCountsUpToAnHour() throws Exception {
    pace.asked(0, 45_000);
    assertEquals(45_000, pace.turn(0));
    var other = new Pace(0);
    other.asked(0, Long.MAX_VALUE);
    assertThrows(Unavailable.class, () -> other.turn(3_539_999));
    assertEquals(60_000, other.turn(3_540_000));
  }
}
