// SPDX-License-Identifier: Apache-2.0
/**
 * The {@code aver} command: every check of the library, and the pair of processes for one machine.
 */
@NullMarked
package dev.aver.cli;

import org.jspecify.annotations.NullMarked;
