// SPDX-License-Identifier: Apache-2.0
/** What an authentic TDX quote is worth: steps 7 and 8 of attestation.md, 6. */
@NullMarked
package dev.aver.attestation.tdx.appraise;

import org.jspecify.annotations.NullMarked;
