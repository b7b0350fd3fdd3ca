// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.receipt;

import dev.aver.attestation.bytes.Address;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.typed.Words;

/** The context that ties an answer to one job of one contract on one chain (formats.md, 5). */
public final class Context {
  private Context() {}

  /** {@code keccak256(abi.encode(uint256 chainId, address consumer, bytes32 job))}. */
  public static Digest forContract(long chainId, Address consumer, Digest job) {
    return Hashes.keccak256(preimage(chainId, consumer, job));
  }

  /** What is hashed. */
  public static Bytes preimage(long chainId, Address consumer, Digest job) {
    return Words.of(3).word(chainId).word(consumer).word(job).end();
  }
}
