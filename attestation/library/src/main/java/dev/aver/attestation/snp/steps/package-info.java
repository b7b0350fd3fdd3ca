// SPDX-License-Identifier: Apache-2.0
/** What the steps of an SNP verification find, in their order; authenticity and appraisal alike. */
@NullMarked
package dev.aver.attestation.snp.steps;

import org.jspecify.annotations.NullMarked;
