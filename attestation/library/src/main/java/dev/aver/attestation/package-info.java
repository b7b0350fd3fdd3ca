// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.aver.attestation;

import org.jspecify.annotations.NullMarked;
