// SPDX-License-Identifier: Apache-2.0
/** Intel's statements about platforms, as values: TCB info, QE identity and their bundle. */
@NullMarked
package dev.aver.attestation.tdx.collateral;

import org.jspecify.annotations.NullMarked;
