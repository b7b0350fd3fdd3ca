// SPDX-License-Identifier: Apache-2.0
/** Answers an index of attestation vectors: what this verifier says of every case in it. */
@NullMarked
package dev.aver.attestation.conformance.evidence;

import org.jspecify.annotations.NullMarked;
