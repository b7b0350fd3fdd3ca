// SPDX-License-Identifier: Apache-2.0
/** A receipt for every admitted request. */
@NullMarked
package dev.aver.enclave.receipts;

import org.jspecify.annotations.NullMarked;
