// SPDX-License-Identifier: Apache-2.0
/**
 * A SEV-SNP machine in software: AMD's authorities, a chip that derives its keys as AMD's do, and
 * reports in which every field can be set, legal or not.
 */
@NullMarked
package dev.aver.software.snp;

import org.jspecify.annotations.NullMarked;
