// SPDX-License-Identifier: Apache-2.0
/**
 * A TDX machine in software: Intel's authorities and signed statements, a quoting enclave, and
 * quotes in which every field and length can be set, legal or not.
 */
@NullMarked
package dev.aver.software.tdx;

import org.jspecify.annotations.NullMarked;
