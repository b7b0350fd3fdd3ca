// SPDX-License-Identifier: Apache-2.0
/** What one answer proves: receipts, commitments and the canonical forms they commit to. */
@NullMarked
package dev.aver.attestation.receipt;

import org.jspecify.annotations.NullMarked;
