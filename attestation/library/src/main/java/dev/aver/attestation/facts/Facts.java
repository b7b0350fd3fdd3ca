// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.facts;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The facts of a bundle: one to eight of one tree, with at most one checkpoint. */
public final class Facts {
  /** The most facts that one bundle carries. */
  public static final int MAX_FACTS = 8;

  private Facts() {}

  /**
   * Parses the array.
   *
   * @throws Rejected {@link Reason#FIELD_RANGE} for none, more than eight or a second checkpoint,
   *     and the codes of {@link TravellingFact#parse}
   */
  public static List<TravellingFact> parse(Json json) throws Rejected {
    if (!(json instanceof Json.Arr(List<Json> elements))) {
      throw new Rejected(Reason.FIELD_TYPE, "facts is not an array");
    }
    if (elements.isEmpty() || elements.size() > MAX_FACTS) {
      throw new Rejected(Reason.FIELD_RANGE, elements.size() + " facts, not 1 to " + MAX_FACTS);
    }
    var facts = new ArrayList<TravellingFact>();
    for (var element : elements) {
      facts.add(TravellingFact.parse(element));
    }
    if (facts.stream().filter(f -> f.fact() instanceof Fact.Checkpoint).count() > 1) {
      throw new Rejected(Reason.FIELD_RANGE, "more than one checkpoint");
    }
    return List.copyOf(facts);
  }

  /** The array. */
  public static Json.Arr toJson(List<TravellingFact> facts) {
    return new Json.Arr(facts.stream().<Json>map(TravellingFact::toJson).toList());
  }

  /** The one checkpoint, if there is one. */
  public static Optional<Fact.Checkpoint> checkpoint(List<TravellingFact> facts) {
    return facts.stream()
        .map(TravellingFact::fact)
        .filter(Fact.Checkpoint.class::isInstance)
        .map(Fact.Checkpoint.class::cast)
        .findFirst();
  }

  /**
   * The three checks below in their order.
   *
   * @throws Rejected {@link Reason#REPORT_DATA_MISMATCH}, {@link Reason#FACT_PATH}, {@link
   *     Reason#NONCE_MISMATCH}
   */
  public static void check(
      List<TravellingFact> facts, Digest enclave, Bytes reportData, Optional<Digest> nonce)
      throws Rejected {
    checkReportData(enclave, reportData);
    checkPaths(facts, enclave, reportData);
    if (nonce.isPresent()) {
      checkNonce(facts, nonce.get());
    }
  }

  /**
   * Requires the left half of what was signed to be the enclave's name.
   *
   * @throws Rejected {@link Reason#REPORT_DATA_MISMATCH}
   */
  public static void checkReportData(Digest enclave, Bytes reportData) throws Rejected {
    var named = ReportData.parse(reportData).enclave();
    if (!named.equals(enclave)) {
      throw new Rejected(
          Reason.REPORT_DATA_MISMATCH, "the report names " + named + ", not " + enclave);
    }
  }

  /**
   * The 64 bytes behind a vTPM quote's qualifying data, which is their hash: the enclave's name and
   * the root that the first fact leads to. That the others lead there is for {@link #checkPaths}.
   *
   * @throws Rejected {@link Reason#REPORT_DATA_MISMATCH} unless they hash to it, {@link
   *     Reason#FACT_PATH}
   */
  public static Bytes behind(Bytes qualifyingData, Digest enclave, List<TravellingFact> facts)
      throws Rejected {
    var said = new ReportData(enclave, facts.getFirst().root(enclave));
    if (!said.qualifyingData().bytes().equals(qualifyingData)) {
      throw new Rejected(
          Reason.REPORT_DATA_MISMATCH,
          "the vTPM's quote is not over the hash of " + enclave + " and the root of its facts");
    }
    return said.bytes();
  }

  /**
   * Requires every fact to lead to the right half, through a tree of one size.
   *
   * @throws Rejected {@link Reason#FACT_PATH}
   */
  public static void checkPaths(List<TravellingFact> facts, Digest enclave, Bytes reportData)
      throws Rejected {
    var root = ReportData.parse(reportData).root();
    for (var fact : facts) {
      if (fact.size() != facts.getFirst().size()) {
        throw new Rejected(Reason.FACT_PATH, "facts of trees of different sizes");
      }
      fact.check(enclave, root);
    }
  }

  /**
   * Requires a nonce fact with the verifier's own value.
   *
   * @throws Rejected {@link Reason#NONCE_MISMATCH}
   */
  public static void checkNonce(List<TravellingFact> facts, Digest nonce) throws Rejected {
    for (var fact : facts) {
      if (fact.fact() instanceof Fact.Nonce(Digest value) && value.equals(nonce)) {
        return;
      }
    }
    throw new Rejected(Reason.NONCE_MISMATCH, "no fact is the nonce " + nonce);
  }
}
