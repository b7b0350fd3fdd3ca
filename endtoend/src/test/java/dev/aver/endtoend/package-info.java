// SPDX-License-Identifier: Apache-2.0
/** Enclave, relay, command line and contract together, each as it ships. */
@NullMarked
package dev.aver.endtoend;

import org.jspecify.annotations.NullMarked;
