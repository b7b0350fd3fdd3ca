// SPDX-License-Identifier: Apache-2.0
/** Words for people: what a message suggests when a name is not known. */
@NullMarked
package dev.aver.attestation.text;

import org.jspecify.annotations.NullMarked;
