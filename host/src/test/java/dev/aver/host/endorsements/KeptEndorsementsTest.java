// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.endorsements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.host.endorsements.Unavailable.Why;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What was fetched serves on: after a restart, without network, while it is fetched again. */
class KeptEndorsementsTest extends VendorFixture {
  private static final long DAY = Duration.ofDays(1).toMillis();

  @Test
  void theCacheServesARestartWithoutNetwork() throws Exception {
    var quote = quote();
    var online = store();
    var snp = snp(online);
    var tdx = online.tdx(quote);
    var before = vendors.asked().size();
    var offline = store("offline", "true");
    assertEquals(snp, snp(offline));
    assertEquals(tdx, offline.tdx(quote));
    time.move(31 * DAY);
    assertEquals(Why.OFFLINE, refused(() -> snp(offline)), "the list has ended");
    assertEquals(Why.OFFLINE, refused(() -> offline.tdx(quote)));
    assertEquals(before, vendors.asked().size());
  }

  @Test
  void whatEndsSoonIsFetchedAgainWhileTheOldOneServes() throws Exception {
    var store = store();
    var first = snp(store);
    time.move(27 * DAY + DAY / 2); // a list of 29 days, refreshed two days before its end
    vendors.tell(AMD_LIST, "error");
    var before = vendors.asked().size();
    assertEquals(first, snp(store), "nobody waits for the new one");
    while (vendors.asked().size() == before) {
      Thread.onSpinWait();
    }
    assertEquals(first, snp(store), "nor does its failure take the old one away");
    time.move(2 * DAY);
    var why = refused(() -> snp(store));
    assertTrue(why == Why.REFUSED || why == Why.THROTTLED, why.toString());
  }

  @Test
  void aDamagedFileIsFetchedAgain() throws Exception {
    var before = snp(store());
    for (var name : kept()) {
      var file = cache.resolve(name);
      var content = Files.readAllBytes(file);
      content[content.length - 20] ^= 1;
      Files.write(file, content);
    }
    var asked = vendors.asked().size();
    assertEquals(before.vek().size(), snp(store()).vek().size());
    assertEquals(3, vendors.asked().size() - asked);
  }
}
