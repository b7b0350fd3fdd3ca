// SPDX-License-Identifier: Apache-2.0
/** Step 8: what a relying party demands of an authentic report. */
@NullMarked
package dev.aver.attestation.snp.appraise;

import org.jspecify.annotations.NullMarked;
