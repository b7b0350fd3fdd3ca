// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.typed;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;

/**
 * What an enclave has sent of a stream: {@code hash} is SHA-256 of the first {@code events} event
 * blocks of the answer whose receipt has this id.
 */
public record Progress(Digest enclave, Digest id, long events, Digest hash) implements Typed {
  private static final String TYPE =
      "Progress(bytes32 enclave,bytes32 id,uint64 events,bytes32 hash)";
  private static final Digest TYPE_HASH = TypedData.hash(TYPE);

  @Override
  public String typeString() {
    return TYPE;
  }

  @Override
  public Bytes encodeData() {
    return Words.of(5).word(TYPE_HASH).word(enclave).word(id).word(events).word(hash).end();
  }
}
