// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.receipts;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.receipt.Outcome;
import dev.aver.attestation.receipt.TaggedBytes;

/**
 * Everything a receipt commits to, before it is salted and signed (formats.md, 5).
 *
 * @param request the request's content, byte for byte
 * @param response the response's content, byte for byte
 * @param model digest of the model; zero if the request named none of ours
 * @param input canonical input
 * @param output canonical output
 * @param parameters effective parameters, {@code operation} among them
 * @param context the caller's, or zero
 */
public record Exchange(
    Bytes request,
    Bytes response,
    Digest model,
    TaggedBytes input,
    TaggedBytes output,
    Json.Obj parameters,
    Digest context,
    Outcome outcome,
    long inputUnits,
    long outputUnits) {}
