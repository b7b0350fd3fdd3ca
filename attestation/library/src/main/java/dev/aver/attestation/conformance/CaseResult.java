// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance;

/**
 * How one case went.
 *
 * @param detail what differed; empty if it passed
 */
public record CaseResult(String id, String kind, Verdict verdict, String detail) {
  /** The three ways a case can go. */
  public enum Verdict {
    /** As expected. */
    PASS,
    /** Not as expected. */
    FAIL,
    /** This library has nothing for this kind. */
    NOT_IMPLEMENTED
  }
}
