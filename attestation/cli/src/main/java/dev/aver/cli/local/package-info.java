// SPDX-License-Identifier: Apache-2.0
/** Enclave and relay as two processes of this machine: start, watch, stop, clean up. */
@NullMarked
package dev.aver.cli.local;

import org.jspecify.annotations.NullMarked;
