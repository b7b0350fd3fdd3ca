// SPDX-License-Identifier: Apache-2.0
/** What a relying party demands: data, and what it does not name is refused (default deny). */
@NullMarked
package dev.aver.attestation.policy;

import org.jspecify.annotations.NullMarked;
