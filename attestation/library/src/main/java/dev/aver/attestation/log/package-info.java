// SPDX-License-Identifier: Apache-2.0
/**
 * The transparency log: RFC 6962 trees, their proofs, tiles, signed notes, checkpoints, journals
 * and cosignatures (formats.md, 6). Pure functions over given bytes; files belong to the host.
 */
@NullMarked
package dev.aver.attestation.log;

import org.jspecify.annotations.NullMarked;
