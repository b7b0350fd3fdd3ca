// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.typed;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;

/** The enclave's own end at a time in milliseconds; {@code successor} is zero if there is none. */
public record Retirement(Digest enclave, Digest successor, long issuedAt) implements Typed {
  private static final String TYPE =
      "Retirement(bytes32 enclave,bytes32 successor,uint64 issuedAt)";
  private static final Digest TYPE_HASH = TypedData.hash(TYPE);

  @Override
  public String typeString() {
    return TYPE;
  }

  @Override
  public Bytes encodeData() {
    return Words.of(4).word(TYPE_HASH).word(enclave).word(successor).word(issuedAt).end();
  }
}
