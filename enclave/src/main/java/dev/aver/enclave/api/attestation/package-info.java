// SPDX-License-Identifier: Apache-2.0
/** Evidence and receipts by request. */
@NullMarked
package dev.aver.enclave.api.attestation;

import org.jspecify.annotations.NullMarked;
