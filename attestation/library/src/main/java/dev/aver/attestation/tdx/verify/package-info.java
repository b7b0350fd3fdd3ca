// SPDX-License-Identifier: Apache-2.0
/** Whether a TDX quote is authentic: steps 2 to 6 of attestation.md, 6. */
@NullMarked
package dev.aver.attestation.tdx.verify;

import org.jspecify.annotations.NullMarked;
