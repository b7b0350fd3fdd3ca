// SPDX-License-Identifier: Apache-2.0
/** What hardware signs: the enclave's name and a tree of facts, which travel with their paths. */
@NullMarked
package dev.aver.attestation.facts;

import org.jspecify.annotations.NullMarked;
