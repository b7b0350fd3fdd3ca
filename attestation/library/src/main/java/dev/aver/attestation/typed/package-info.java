// SPDX-License-Identifier: Apache-2.0
/** Statements that are signed or hashed as EIP-712 typed data, and their signatures. */
@NullMarked
package dev.aver.attestation.typed;

import org.jspecify.annotations.NullMarked;
