// SPDX-License-Identifier: Apache-2.0
package dev.aver.software;

import dev.aver.attestation.bytes.Bytes;

/**
 * The chip that is imitated.
 *
 * @param chipId 64 bytes, of Turin 8
 */
record Machine(Shape shape, Bytes chipId, VcekKey key) {}
