// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.typed;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;

/** A verifier's own random value, shown in a report: the report is fresh. */
public record Nonce(Digest value) implements Typed {
  private static final String TYPE = "Nonce(bytes32 value)";
  private static final Digest TYPE_HASH = TypedData.hash(TYPE);

  @Override
  public String typeString() {
    return TYPE;
  }

  @Override
  public Bytes encodeData() {
    return Words.of(2).word(TYPE_HASH).word(value).end();
  }
}
