// SPDX-License-Identifier: Apache-2.0
/** Reads what OpenGradient's gateways sign: a compatibility profile, never a receipt of Aver. */
@NullMarked
package dev.aver.attestation.compat.opengradient;

import org.jspecify.annotations.NullMarked;
