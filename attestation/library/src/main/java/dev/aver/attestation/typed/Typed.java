// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.typed;

import dev.aver.attestation.bytes.Bytes;

/**
 * A structure of formats.md, 2 as EIP-712 sees it. Its digest, and so its identity, follows from
 * these two alone.
 */
public interface Typed {
  /** The type as it is hashed: {@code Name(type member,…)}. */
  String typeString();

  /** The type's hash, then each member in 32 bytes. */
  Bytes encodeData();
}
