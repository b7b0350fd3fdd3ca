// SPDX-License-Identifier: Apache-2.0
/** The TDX quote as bytes: where each field lies, and nothing about what it is worth. */
@NullMarked
package dev.aver.attestation.tdx.abi;

import org.jspecify.annotations.NullMarked;
