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
          entry("facts", FactCases::facts),
          entry("input", ContentCases::input),
          entry("output", ContentCases::output),
          entry("float32", ContentCases::float32),
          entry("commitment", ReceiptCases::commitment),
          entry("opening", ReceiptCases::opening),
          entry("context", ReceiptCases::context),
          entry("expectation", ExpectationCases::expectation),
          entry("golden-receipt", ReceiptCases::golden),
          entry("receipt", ReceiptCases::receipt),
          entry("header", ReceiptCases::header),
          entry("tree", TreeCases::tree),
          entry("last-tiles", TreeCases::lastTiles),
          entry("tile-path", TreeCases::tilePath),
          entry("inclusion", TreeCases::inclusion),
          entry("consistency", TreeCases::consistency),
          entry("note", LogCases::note),
          entry("journal", LogCases::journal),
          entry("journal-note", LogCases::journalNote),
          entry("cosignature", LogCases::cosignature),
          entry("log", LogCases::folder),
          entry("stream", StreamCases::compute),
          entry("stream-check", StreamCases::check),
          entry("evidence", BundleCases::evidence),
          entry("proof", BundleCases::proof));

  private Runners() {}
}
