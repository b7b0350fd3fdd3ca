// SPDX-License-Identifier: Apache-2.0
/**
 * Azure's paravisor in software: an HCL report that owns the hardware's report data, and a vTPM
 * whose quotes speak for the guest, in which every field can be set, legal or not.
 */
@NullMarked
package dev.aver.software.azure;

import org.jspecify.annotations.NullMarked;
