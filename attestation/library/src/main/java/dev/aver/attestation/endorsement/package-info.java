// SPDX-License-Identifier: Apache-2.0
/** Who vouches for a TEE: trust anchors, certificate chains and revocation, as values. */
@NullMarked
package dev.aver.attestation.endorsement;

import org.jspecify.annotations.NullMarked;
