// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.service;

/**
 * How a path answers.
 *
 * @param amount seconds of a throttle, milliseconds of a delay, bytes of an oversized answer
 * @param target of a redirect
 */
record Behaviour(Kind kind, long amount, String target) {
  static final Behaviour GOOD = new Behaviour(Kind.GOOD, 0, "");

  /** What can be wrong. */
  enum Kind {
    /** Nothing. */
    GOOD,
    /** 404. */
    NOT_FOUND,
    /** 500. */
    ERROR,
    /** 429 with Retry-After. */
    THROTTLED,
    /** Says nothing for a while, then all. */
    LATE,
    /** Begins at once, then goes on one byte every tenth of a second. */
    SLOW,
    /** A body of zeros of this size, whose end is not announced. */
    OVERSIZED,
    /** 302. */
    REDIRECT,
    /** 200, and bytes that mean nothing. */
    GARBAGE,
    /** Announces more than it sends. */
    CUT,
    /** The document, with dates in the past. */
    EXPIRED,
    /** A document of the same kind, truly signed, of something else. */
    FOREIGN
  }
}
