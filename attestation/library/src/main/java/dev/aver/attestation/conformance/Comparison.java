// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance;

import java.util.ArrayList;
import java.util.List;

/** Compares values that were computed with those that a case gives, by name. */
public final class Comparison {
  private final Values given;
  private final List<String> differences = new ArrayList<>();

  /** Compares with the members of {@code given}. */
  public Comparison(Values given) {
    this.given = given;
  }

  /** Compares one value by its text, if the case gives it. */
  public Comparison value(String name, Object computed) {
    if (given.has(name)) {
      same(name, given.text(name), computed.toString());
    }
    return this;
  }

  /** Compares two values. */
  public Comparison same(String name, Object expected, Object computed) {
    if (!expected.equals(computed)) {
      differences.add(name + " is " + computed + ", not " + expected);
    }
    return this;
  }

  /** Takes over the differences of a part. */
  public Comparison all(String name, Comparison part) {
    part.differences.forEach(difference -> differences.add(name + "." + difference));
    return this;
  }

  /** The outcome of a case in which values are computed. */
  public CaseOutcome computed() {
    return new CaseOutcome.Computed(differences);
  }

  /** The outcome of a case that accepts and gives values beside. */
  public CaseOutcome accepted() {
    return differences.isEmpty() ? CaseOutcome.accepted() : computed();
  }
}
