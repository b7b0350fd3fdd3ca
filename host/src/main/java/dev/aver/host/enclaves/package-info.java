// SPDX-License-Identifier: Apache-2.0
/** The enclave as the relay knows it: its public port and its feed. */
@NullMarked
package dev.aver.host.enclaves;

import org.jspecify.annotations.NullMarked;
