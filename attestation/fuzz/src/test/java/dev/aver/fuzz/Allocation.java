// SPDX-License-Identifier: Apache-2.0
package dev.aver.fuzz;

import com.sun.management.ThreadMXBean;
import dev.aver.attestation.bytes.Bytes;
import java.lang.management.ManagementFactory;

/**
 * Parsing under a bound of memory: what a parser allocates, garbage included, may grow with its
 * input in proportion and no faster. A list that is copied once per element breaks it.
 */
final class Allocation {
  /** Buffers of codecs, a stack trace: whatever the input. */
  private static final long BASE = 256 << 10;

  /** An empty object in JSON is two bytes of text and two maps. */
  private static final long PER_BYTE = 1024;

  /** The first times may load classes and instrument them, which is not the parser's doing. */
  private static final int ATTEMPTS = 3;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /**
   * Parses.
   *
   * @throws AssertionError if that cost more memory than the input explains
   */
  static void requireBounded(Target target, Bytes input) {
    var bound = BASE + PER_BYTE * input.size();
    for (var attempt = 1; used(target, input) > bound; attempt++) {
      if (attempt == ATTEMPTS) {
        throw new AssertionError(
            target + " allocates more than " + bound + " bytes for an input of " + input.size());
      }
    }
  }

  private static long used(Target target, Bytes input) {
    var before = THREADS.getCurrentThreadAllocatedBytes();
    target.parse(input);
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
