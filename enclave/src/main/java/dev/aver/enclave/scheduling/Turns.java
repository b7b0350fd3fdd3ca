// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.scheduling;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Who is next. A free place goes to the tenant who has the fewest, among equals to whoever was
 * served, or came, longest ago; of a tenant's own texts to the one that came first. So a newcomer
 * waits for one place, however many texts of others were there before. For one thread at a time.
 */
final class Turns<T> {
  /**
   * One that has its turn.
   *
   * @param waited what was added
   */
  record Turn<T>(Tenant tenant, T waited) {}

  /** By how long ago they were served or came; none of them is empty. */
  private final Map<Tenant, Deque<T>> queues = new LinkedHashMap<>();

  /** Lets them wait, behind what the tenant has waiting already. */
  void add(Tenant tenant, List<T> all) {
    if (!all.isEmpty()) {
      queues.computeIfAbsent(tenant, _ -> new ArrayDeque<>()).addAll(all);
    }
  }

  boolean isEmpty() {
    return queues.isEmpty();
  }

  /**
   * Takes the next one out.
   *
   * @param placesOf how many places a tenant has
   */
  Optional<Turn<T>> next(ToIntFunction<Tenant> placesOf) {
    @Nullable Tenant next = null;
    var least = Integer.MAX_VALUE;
    for (var tenant : queues.keySet()) {
      var places = placesOf.applyAsInt(tenant);
      if (places < least) {
        least = places;
        next = tenant;
      }
    }
    var queue = next == null ? null : queues.remove(next);
    if (next == null || queue == null) {
      return Optional.empty();
    }
    var turn = new Turn<>(next, queue.remove());
    if (!queue.isEmpty()) {
      queues.put(next, queue);
    }
    return Optional.of(turn);
  }

  /** Takes out everything that is {@code over}. */
  void drop(Predicate<T> over) {
    queues.values().forEach(queue -> queue.removeIf(over));
    queues.values().removeIf(Deque::isEmpty);
  }

  /** Takes out everything. */
  void drain(Consumer<T> last) {
    queues.values().forEach(queue -> queue.forEach(last));
    queues.clear();
  }
}
