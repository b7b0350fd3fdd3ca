// SPDX-License-Identifier: Apache-2.0
/** Results about documents of other systems, which are never verdicts of Aver. */
@NullMarked
package dev.aver.attestation.compat;

import org.jspecify.annotations.NullMarked;
