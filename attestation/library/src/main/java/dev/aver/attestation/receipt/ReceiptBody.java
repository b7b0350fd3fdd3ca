// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.receipt;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.typed.Typed;
import dev.aver.attestation.typed.TypedData;
import dev.aver.attestation.typed.Words;

/**
 * The thirteen members that a receipt signs (formats.md, 5).
 *
 * @param enclave the digest of the keyset
 * @param sequence the index in the enclave's log, from 0 without gaps
 * @param issuedAt milliseconds since 1970; never falls as {@code sequence} rises
 * @param model the digest of the model; zero only where {@link Outcome#allowsNoModel}
 * @param request commitment to the request's content
 * @param response commitment to the response's content
 * @param input commitment to the canonical input
 * @param output commitment to the canonical output
 * @param parameters commitment to the effective parameters
 * @param context the caller's own value, zero if there is none
 * @param inputUnits tokens or items in; 0 where not counted
 * @param outputUnits tokens, vectors or items out; 0 where not counted
 */
public record ReceiptBody(
    Digest enclave,
    long sequence,
    long issuedAt,
    Digest model,
    Digest request,
    Digest response,
    Digest input,
    Digest output,
    Digest parameters,
    Digest context,
    Outcome outcome,
    long inputUnits,
    long outputUnits)
    implements Typed {
  /** The largest count of units: they are 32-bit. */
  public static final long MAX_UNITS = 0xffff_ffffL;

  private static final String STRUCT =
      "Receipt(bytes32 enclave,uint64 sequence,uint64 issuedAt,bytes32 model,bytes32 request,"
          + "bytes32 response,bytes32 input,bytes32 output,bytes32 parameters,bytes32 context,"
          + "uint8 outcome,uint32 inputUnits,uint32 outputUnits)";
  private static final Digest TYPE_HASH = TypedData.hash(STRUCT);

  @Override
  public String typeString() {
    return STRUCT;
  }

  @Override
  public Bytes encodeData() {
    return Words.of(14)
        .word(TYPE_HASH)
        .word(enclave)
        .word(sequence)
        .word(issuedAt)
        .word(model)
        .word(request)
        .word(response)
        .word(input)
        .word(output)
        .word(parameters)
        .word(context)
        .word(outcome.code())
        .word(inputUnits)
        .word(outputUnits)
        .end();
  }
}
