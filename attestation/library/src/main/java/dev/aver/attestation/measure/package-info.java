// SPDX-License-Identifier: Apache-2.0
/** Reference values from the inputs of a launch: what a report's MEASUREMENT must be. */
@NullMarked
package dev.aver.attestation.measure;

import org.jspecify.annotations.NullMarked;
