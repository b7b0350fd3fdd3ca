// SPDX-License-Identifier: Apache-2.0
/** Verifies Intel TDX evidence: authenticity and appraisal in one call, never half. */
@NullMarked
package dev.aver.attestation.tdx;

import org.jspecify.annotations.NullMarked;
