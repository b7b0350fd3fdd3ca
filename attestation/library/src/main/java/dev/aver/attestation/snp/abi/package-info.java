// SPDX-License-Identifier: Apache-2.0
/** The attestation report as the firmware lays it out (AMD 56860); reading, no judging. */
@NullMarked
package dev.aver.attestation.snp.abi;

import org.jspecify.annotations.NullMarked;
