// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance;

import static java.util.Map.entry;

import java.util.Map;

/** Which kinds of cases this library evaluates: one line for each kind. */
final class Runners {
  static final Map<String, CaseRunner> ALL =
      Map.ofEntries(
          entry("typed", TypedCases::typed),
          entry("jcs", DocumentCases::jcs),
          entry("document", DocumentCases::document),
          entry("keyset", DocumentCases::keyset),
          entry("fact-tree", FactCases::tree),
          entry("facts", FactCases::facts));

  private Runners() {}
}
