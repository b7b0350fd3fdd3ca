// SPDX-License-Identifier: Apache-2.0
/** Steps 2 to 7: certificate, chain, revocation, extensions, signature, agreement. */
@NullMarked
package dev.aver.attestation.snp.verify;

import org.jspecify.annotations.NullMarked;
