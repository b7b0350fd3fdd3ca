// SPDX-License-Identifier: Apache-2.0
/** What a verification found: findings in the order of the rules, and the verdict that follows. */
@NullMarked
package dev.aver.attestation.result;

import org.jspecify.annotations.NullMarked;
