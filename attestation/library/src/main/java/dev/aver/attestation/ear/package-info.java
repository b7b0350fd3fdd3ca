// SPDX-License-Identifier: Apache-2.0
/**
 * A result in the words of other verifiers: EAT Attestation Result (draft-ietf-rats-ear-04) with a
 * trustworthiness vector (draft-ietf-rats-ar4si), signed as JWT. What maps to what:
 * docs/evidence.md.
 */
@NullMarked
package dev.aver.attestation.ear;

import org.jspecify.annotations.NullMarked;
