// SPDX-License-Identifier: Apache-2.0
/** Reads AWS Nitro attestation documents: a compatibility profile, never evidence of Aver. */
@NullMarked
package dev.aver.attestation.compat.nitro;

import org.jspecify.annotations.NullMarked;
