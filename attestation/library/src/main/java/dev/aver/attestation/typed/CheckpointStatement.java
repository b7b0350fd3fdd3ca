// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.typed;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;

/**
 * An enclave's word for a head of its log at a time in milliseconds: the EIP-712 structure {@code
 * Checkpoint}.
 */
public record CheckpointStatement(Digest enclave, long size, Digest root, long issuedAt)
    implements Typed {
  private static final String TYPE =
      "Checkpoint(bytes32 enclave,uint64 size,bytes32 root,uint64 issuedAt)";
  private static final Digest TYPE_HASH = TypedData.hash(TYPE);

  @Override
  public String typeString() {
    return TYPE;
  }

  @Override
  public Bytes encodeData() {
    return Words.of(5).word(TYPE_HASH).word(enclave).word(size).word(root).word(issuedAt).end();
  }
}
