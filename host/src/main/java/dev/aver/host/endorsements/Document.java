// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.endorsements;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;

/**
 * One thing that can be fetched, kept and checked.
 *
 * @param key its name in the cache
 */
record Document(String key, Source source, Check check) {
  /** Where it comes from. */
  interface Source {
    /** The document, unchecked. */
    Bytes fetch() throws Unavailable, InterruptedException;
  }

  /** Whether it is what was asked for, signed by whom it must be, and in date. */
  interface Check {
    /** Until when it holds, in milliseconds since 1970. */
    long holdsUntil(Bytes document, long now) throws Rejected;
  }
}
