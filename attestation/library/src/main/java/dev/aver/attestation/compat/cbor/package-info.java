// SPDX-License-Identifier: Apache-2.0
/**
 * A strict reader of CBOR (RFC 8949) for documents of others: bounded, exact, no floats and no
 * tags.
 */
@NullMarked
package dev.aver.attestation.compat.cbor;

import org.jspecify.annotations.NullMarked;
