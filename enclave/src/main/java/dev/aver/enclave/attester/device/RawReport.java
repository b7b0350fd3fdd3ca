// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester.device;

import dev.aver.attestation.bytes.Bytes;

/**
 * What an interface gave, unchecked.
 *
 * @param report never empty
 * @param certificates the host's table of certificates, often empty; untrusted
 */
public record RawReport(Bytes report, Bytes certificates) {}
