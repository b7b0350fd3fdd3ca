// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.compat.nitro;

import dev.aver.attestation.bytes.Bytes;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What whoever relies on a document knows and demands.
 *
 * @param at the time to judge by, in milliseconds since 1970; certificates live for hours
 * @param nonce the one that was sent
 * @param pcrs the values that these registers must have, 48 bytes each
 */
public record NitroDemands(
    NitroRoot root, long at, Optional<Bytes> nonce, Map<Integer, Bytes> pcrs) {
  /** Copies the map. */
  public NitroDemands {
    pcrs = Collections.unmodifiableMap(new TreeMap<>(pcrs));
  }

  /** AWS's own root at this time, and nothing demanded. */
  public static NitroDemands at(long at) {
    return new NitroDemands(NitroRoot.AWS_G1, at, Optional.empty(), Map.of());
  }
}
