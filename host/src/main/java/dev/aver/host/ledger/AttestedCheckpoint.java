// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.ledger;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.log.SignedCheckpoint;

/**
 * A checkpoint and the evidence whose report attests it.
 *
 * @param evidence the document, as it was given
 */
public record AttestedCheckpoint(SignedCheckpoint checkpoint, Bytes evidence) {}
