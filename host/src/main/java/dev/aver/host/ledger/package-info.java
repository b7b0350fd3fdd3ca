// SPDX-License-Identifier: Apache-2.0
/** Durable copies of the logs of enclaves, and the proofs made of them. */
@NullMarked
package dev.aver.host.ledger;

import org.jspecify.annotations.NullMarked;
