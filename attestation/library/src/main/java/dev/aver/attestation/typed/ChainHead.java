// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.typed;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;

/** A block that existed when a report was asked for: the report is not older. */
public record ChainHead(long chainId, long number, Digest hash) implements Typed {
  private static final String TYPE = "ChainHead(uint64 chainId,uint64 number,bytes32 hash)";
  private static final Digest TYPE_HASH = TypedData.hash(TYPE);

  @Override
  public String typeString() {
    return TYPE;
  }

  @Override
  public Bytes encodeData() {
    return Words.of(4).word(TYPE_HASH).word(chainId).word(number).word(hash).end();
  }
}
