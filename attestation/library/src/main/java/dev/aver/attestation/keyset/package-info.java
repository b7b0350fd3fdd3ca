// SPDX-License-Identifier: Apache-2.0
/** Who an enclave is: its keyset and the documents whose digests are in it. */
@NullMarked
package dev.aver.attestation.keyset;

import org.jspecify.annotations.NullMarked;
