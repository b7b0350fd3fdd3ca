// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A bounded memory of values by the hash of what they were computed from; the one not asked for the
 * longest goes first. Safe for many threads. Only for what is true at all times: a verdict is not.
 *
 * @param <K> a hash, or a record of hashes
 * @param <V> an immutable value
 */
public final class Remembered<K, V> {
  private final Map<K, V> values;

  /** Remembers at most {@code capacity} values; 0 remembers nothing. */
  public Remembered(int capacity) {
    values =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > capacity;
          }
        };
  }

  /** The value of this hash, if it is still remembered. */
  public synchronized Optional<V> get(K hash) {
    return Optional.ofNullable(values.get(hash));
  }

  /** Remembers a value. */
  public synchronized void put(K hash, V value) {
    values.put(hash, value);
  }
}
