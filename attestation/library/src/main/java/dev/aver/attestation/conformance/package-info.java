// SPDX-License-Identifier: Apache-2.0
/**
 * Runs an index of format vectors (schema {@code aver-format-vectors/1}) against this library.
 * Cases are evaluated from their inputs alone; what was expected is looked at afterwards.
 */
@NullMarked
package dev.aver.attestation.conformance;

import org.jspecify.annotations.NullMarked;
