// SPDX-License-Identifier: Apache-2.0
/** Evidence and proofs as documents that are checked offline, years later (formats.md, 7). */
@NullMarked
package dev.aver.attestation.bundle;

import org.jspecify.annotations.NullMarked;
