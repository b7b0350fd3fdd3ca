// SPDX-License-Identifier: Apache-2.0
/** AMD SEV-SNP evidence: one call that checks authenticity and policy together. */
@NullMarked
package dev.aver.attestation.snp;

import org.jspecify.annotations.NullMarked;
