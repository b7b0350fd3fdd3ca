// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.policy;

import dev.aver.attestation.policy.Expectation.AnyOf;
import dev.aver.attestation.policy.Expectation.AtLeast;
import dev.aver.attestation.policy.Expectation.Exactly;
import dev.aver.attestation.policy.Expectation.Floor;
import dev.aver.attestation.policy.Expectation.Unchecked;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Two demands on one value as one: it accepts what both accept, and nothing else.
 *
 * @param higher the floor that is reached by whatever reaches both; empty if nothing can
 */
record Meet<T>(BiFunction<Floor<T>, Floor<T>, Optional<Floor<T>>> higher) {
  /** For values that have no floors. */
  static <T> Meet<T> unordered() {
    return new Meet<>((a, b) -> Optional.empty());
  }

  /** For values in their natural order. */
  static <T extends Comparable<T>> Meet<T> ordered() {
    return new Meet<>((a, b) -> Optional.of(isAbove(a, b) ? a : b));
  }

  private static <T extends Comparable<T>> boolean isAbove(Floor<T> a, Floor<T> b) {
    return a instanceof Expectation.Least<T>(T least) && b.reachedBy(least);
  }

  /** What both accept. A reason not to check the value stays only if both have one. */
  Expectation<T> of(Expectation<T> a, Expectation<T> b) {
    if (b instanceof Unchecked) {
      return a;
    }
    return switch (a) {
      case Unchecked<T> unchecked -> b;
      case Exactly<T>(T value) -> b.accepts(value) ? a : nothing();
      case AnyOf<T>(List<T> values) -> new AnyOf<>(values.stream().filter(b::accepts).toList());
      case AtLeast<T>(Floor<T> floor) ->
          b instanceof AtLeast<T>(Floor<T> other) ? floors(floor, other) : of(b, a);
    };
  }

  private Expectation<T> floors(Floor<T> a, Floor<T> b) {
    return higher.apply(a, b).<Expectation<T>>map(AtLeast::new).orElseGet(Meet::nothing);
  }

  private static <T> Expectation<T> nothing() {
    return new AnyOf<>(List.of());
  }
}
