// SPDX-License-Identifier: Apache-2.0
/**
 * Evidence behind Azure's paravisor: a hardware report that vouches for a vTPM, and that vTPM's
 * quote (attestation.md, 4).
 */
@NullMarked
package dev.aver.attestation.vtpm;

import org.jspecify.annotations.NullMarked;
