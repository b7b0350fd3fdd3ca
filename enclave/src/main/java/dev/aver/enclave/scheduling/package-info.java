// SPDX-License-Identifier: Apache-2.0
/** Bounded worker threads behind admission. */
@NullMarked
package dev.aver.enclave.scheduling;

import org.jspecify.annotations.NullMarked;
