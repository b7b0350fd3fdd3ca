// SPDX-License-Identifier: Apache-2.0
/** The log of receipts, its confirmations and its checkpoints. */
@NullMarked
package dev.aver.enclave.feed;

import org.jspecify.annotations.NullMarked;
