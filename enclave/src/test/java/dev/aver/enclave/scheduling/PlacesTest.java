// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.scheduling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.enclave.inference.Refusal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlacesTest {
  private static final Tenant GREEDY = Tenant.of(List.of("Bearer greedy"));
  private static final Tenant OTHER = Tenant.of(List.of("Bearer other"));

  private final Places places = new Places(6, 4);

  private boolean takes(Tenant tenant, int count) {
    var refusal = places.take(tenant, count);
    refusal.ifPresent(found -> assertEquals("429 overloaded", found.status() + " " + found.code()));
    return refusal.isEmpty();
  }

  @Test
  void whoTakesAllItMayLeavesRoomForOthers() {
    for (var i = 0; i < 4; i++) {
      assertTrue(takes(GREEDY, 1), "place " + i);
    }
    assertTrue(!takes(GREEDY, 1));
    assertTrue(places.look(GREEDY).map(Refusal::message).orElseThrow().contains("credentials"));
    assertEquals(Optional.empty(), places.look(OTHER));
    assertTrue(takes(OTHER, 2));
    assertTrue(!takes(Tenant.ANYBODY, 1));
  }

  @Test
  void whatIsRefusedTakesNothingAndWhatIsFreedCanBeTaken() {
    assertTrue(!takes(GREEDY, 5));
    assertTrue(takes(GREEDY, 4));
    places.free(GREEDY, 3);
    assertTrue(takes(GREEDY, 3));
    places.free(GREEDY, 4);
    assertTrue(takes(OTHER, 4));
    assertTrue(takes(GREEDY, 2));
    assertTrue(!takes(GREEDY, 1));
  }

  @Test
  void aSeatWidensToItsTextsAndGivesAllBack() {
    var admission = new Admission(1, 100, _ -> true, () -> true);
    var seat = Seat.take(admission, places, GREEDY, 10).seat().orElseThrow();
    assertTrue(Seat.take(admission, places, OTHER, 10).refusal().isPresent());
    assertTrue(seat.widen(5).isPresent());
    assertTrue(seat.widen(4).isEmpty());
    assertTrue(!takes(GREEDY, 1));
    seat.leave();
    assertEquals(0, admission.inside());
    assertTrue(takes(GREEDY, 4));
    assertTrue(takes(OTHER, 2));
  }

  @Test
  void tenantsAreToldApartByTheirCredentialsAlone() {
    assertEquals(GREEDY, Tenant.of(List.of("Bearer greedy")));
    assertNotEquals(GREEDY, OTHER);
    assertEquals(Tenant.ANYBODY, Tenant.of(List.of()));
    assertNotEquals(Tenant.ANYBODY, Tenant.of(List.of("")));
    assertTrue(!GREEDY.toString().contains("greedy"));
  }
}
