// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.endorsements;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What ends soon is fetched again although nobody asks for it. */
class RefreshTest extends VendorFixture {
  private static final long DAY = Duration.ofDays(1).toMillis();

  /** In the last two days of a list of 29. */
  private static final long LATE = 27 * DAY + DAY / 2;

  @Test
  void onlyWhatEndsSoonIsFetched() throws Exception {
    var store = store();
    var first = snp(store);
    var before = vendors.asked().size();
    store.refresh();
    assertEquals(before, vendors.asked().size(), "nothing ends soon");
    time.move(LATE);
    store.refresh();
    assertEquals(List.of(AMD_LIST), vendors.asked().stream().skip(before).toList());
    assertEquals(first.vek(), snp(store("offline", "true")).vek(), "and it is on disk");
  }

  @Test
  void aFailureTakesNothingAwayAndIsNotRepeatedAtOnce() throws Exception {
    var store = store();
    var first = snp(store);
    vendors.tell(AMD_LIST, "error");
    time.move(LATE);
    var before = vendors.asked().size();
    store.refresh();
    store.refresh();
    assertEquals(before + 1, vendors.asked().size());
    assertEquals(first, snp(store), "the old one serves on");
  }

  @Test
  void aTimerLooksEveryMinuteUntilTheRelayStops() throws Exception {
    var store = store();
    snp(store);
    time.move(LATE);
    var before = vendors.asked().size();
    var timer = new HandTurnedTime();
    var refresh = Thread.ofVirtual().start(new Refresh(store, timer));
    assertEquals(60_000, timer.turn());
    assertEquals(60_000, timer.turn()); // it waits again: it has looked
    assertEquals(before + 1, vendors.asked().size());
    refresh.interrupt();
    refresh.join();
  }
}
