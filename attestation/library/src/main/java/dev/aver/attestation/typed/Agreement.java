// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.typed;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;

/**
 * Two enclaves gave the same answer: digests of the two receipts; tolerance 0 is the same bytes, 1
 * float32 within 1e-5. Both enclaves sign it.
 */
public record Agreement(Digest first, Digest second, int tolerance) implements Typed {
  private static final String TYPE = "Agreement(bytes32 first,bytes32 second,uint8 tolerance)";
  private static final Digest TYPE_HASH = TypedData.hash(TYPE);

  @Override
  public String typeString() {
    return TYPE;
  }

  @Override
  public Bytes encodeData() {
    return Words.of(4).word(TYPE_HASH).word(first).word(second).word(tolerance).end();
  }
}
