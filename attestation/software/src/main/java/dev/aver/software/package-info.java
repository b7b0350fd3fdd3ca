// SPDX-License-Identifier: Apache-2.0
/**
 * A TEE in software, for development and tests: evidence of genuine shape under a root made on this
 * machine. It protects nothing; whoever verifies it must name its root, and the verdict says so.
 */
@NullMarked
package dev.aver.software;

import org.jspecify.annotations.NullMarked;
