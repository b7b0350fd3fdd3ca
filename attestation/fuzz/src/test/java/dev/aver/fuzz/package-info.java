// SPDX-License-Identifier: Apache-2.0
/**
 * Every parser under input that nobody meant: whatever the bytes are, there is a value or a {@link
 * dev.aver.attestation.Rejected}, for memory in proportion to the input.
 */
@NullMarked
package dev.aver.fuzz;

import org.jspecify.annotations.NullMarked;
