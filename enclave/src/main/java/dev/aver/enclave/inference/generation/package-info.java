// SPDX-License-Identifier: Apache-2.0
/**
 * Text that a model writes token by token: sampling, stop strings, one choice from start to end.
 */
@NullMarked
package dev.aver.enclave.inference.generation;

import org.jspecify.annotations.NullMarked;
