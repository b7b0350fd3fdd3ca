// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;

/**
 * A report as the hardware gave it, with its endorsements as evidence carries them.
 *
 * @param endorsements the member {@code endorsements} of evidence
 */
public record Quoted(Bytes report, Json.Obj endorsements) {}
