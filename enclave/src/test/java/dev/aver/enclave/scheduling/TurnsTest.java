// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.scheduling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final Turns<String> turns = new Turns<>();
  private final Map<Tenant, Integer> places = new HashMap<>();

  private static Tenant tenant(String name) {
    return Tenant.of(List.of("Bearer " + name));
  }

  private void add(String name, int count) {
    var all = new ArrayList<String>();
    for (var i = 1; i <= count; i++) {
      all.add(name + i);
    }
    turns.add(tenant(name), all);
  }

  /** The next ones; each keeps its place. */
  private String next(int count) {
    var order = new ArrayList<String>();
    for (var i = 0; i < count; i++) {
      turns
          .next(tenant -> places.getOrDefault(tenant, 0))
          .ifPresent(
              turn -> {
                order.add(turn.waited());
                places.merge(turn.tenant(), 1, Integer::sum);
              });
    }
    return String.join(" ", order);
  }

  @Test
  void oneTenantIsServedInOrder() {
    add("a", 2);
    add("a", 1);
    assertEquals("a1 a2 a1", next(5));
    assertTrue(turns.isEmpty());
  }

  @Test
  void tenantsTakeTurnsHoweverManyOneHasWaiting() {
    add("a", 5);
    add("b", 2);
    add("c", 1);
    assertEquals("a1 b1 c1 a2 b2 a3 a4 a5", next(8));
  }

  @Test
  void whoHasFewestPlacesIsFirstAndANewcomerWaitsForOne() {
    add("a", 9);
    assertEquals("a1 a2 a3", next(3));
    add("b", 3);
    assertEquals("b1 b2 b3 a4", next(4));
    add("c", 1);
    assertEquals("c1 a5", next(2));
  }

  @Test
  void amongEqualsWhoeverWasServedLongestAgo() {
    add("a", 3);
    add("b", 3);
    assertEquals("a1", next(1));
    places.clear(); // every place is given back at once
    assertEquals("b1", next(1));
    places.clear();
    assertEquals("a2", next(1));
  }

  @Test
  void whatIsOverWaitsNoMore() {
    add("a", 3);
    add("b", 1);
    turns.drop(text -> text.equals("a2") || text.equals("b1"));
    assertEquals("a1 a3", next(9));
    add("c", 2);
    var rest = new ArrayList<String>();
    turns.drain(rest::add);
    assertEquals(List.of("c1", "c2"), rest);
    assertTrue(turns.isEmpty());
  }

  /** Whatever comes and goes: who has something waiting never has two places less than another. */
  @Test
  void nobodyWhoWaitsFallsBehind() {
    var random = new Random(5);
    for (var round = 0; round < 2000; round++) {
      if (random.nextInt(3) == 0) {
        add(List.of("a", "b", "c", "d").get(random.nextInt(4)), 1 + random.nextInt(6));
      }
      turns
          .next(tenant -> places.getOrDefault(tenant, 0))
          .ifPresent(
              turn -> {
                var mine = places.getOrDefault(turn.tenant(), 0);
                turns.drop(
                    text -> {
                      var other = places.getOrDefault(tenant(text.substring(0, 1)), 0);
                      assertTrue(mine <= other, () -> mine + " places, another has " + other);
                      return false;
                    });
                places.merge(turn.tenant(), 1, Integer::sum);
              });
      if (random.nextBoolean()) {
        places.replaceAll((tenant, count) -> random.nextInt(count + 1));
      }
    }
  }
}
