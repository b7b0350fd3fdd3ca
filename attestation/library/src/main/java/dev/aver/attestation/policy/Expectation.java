// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.policy;

import java.util.List;

/**
 * What a relying party demands of one value. There is no absent expectation and no null that means
 * "not checked": who does not check says so, and why.
 *
 * @param <T> the value's type, with value equality
 */
public sealed interface Expectation<T> {
  /** Whether {@code actual} is acceptable. For {@link AtLeast}: equal or above, by its order. */
  boolean accepts(T actual);

  /** What is demanded, for people. */
  String demand();

  /** This value and no other. */
  record Exactly<T>(T value) implements Expectation<T> {
    @Override
    public boolean accepts(T actual) {
      return value.equals(actual);
    }

    @Override
    public String demand() {
      return value.toString();
    }
  }

  /** One of these; an empty list accepts nothing. */
  record AnyOf<T>(List<T> values) implements Expectation<T> {
    /** Copies {@code values}. */
    public AnyOf {
      values = List.copyOf(values);
    }

    @Override
    public boolean accepts(T actual) {
      return values.contains(actual);
    }

    @Override
    public String demand() {
      return values.isEmpty() ? "nothing (an empty list)" : "one of " + values;
    }
  }

  /** A floor. {@code floor} decides what "above" means: versions compare component by component. */
  record AtLeast<T>(Floor<T> floor) implements Expectation<T> {
    @Override
    public boolean accepts(T actual) {
      return floor.reachedBy(actual);
    }

    @Override
    public String demand() {
      return "at least " + floor;
    }
  }

  /** Not checked, for a reason that the result repeats. */
  record Unchecked<T>(String why) implements Expectation<T> {
    @Override
    public boolean accepts(T actual) {
      return true;
    }

    @Override
    public String demand() {
      return "unchecked: " + why;
    }
  }

  /**
   * A least acceptable value of a type that may be only partly ordered.
   *
   * @param <T> the value's type
   */
  interface Floor<T> {
    /** Whether {@code actual} is this value or above it in every component. */
    boolean reachedBy(T actual);
  }

  /** The floor of an ordinary number or any other totally ordered value. */
  static <T extends Comparable<T>> Expectation<T> atLeast(T least) {
    return new AtLeast<>(new Least<>(least));
  }

  /**
   * A floor by natural order.
   *
   * @param <T> the value's type
   */
  record Least<T extends Comparable<T>>(T value) implements Floor<T> {
    @Override
    public boolean reachedBy(T actual) {
      return actual.compareTo(value) >= 0;
    }

    @Override
    public String toString() {
      return value.toString();
    }
  }
}
