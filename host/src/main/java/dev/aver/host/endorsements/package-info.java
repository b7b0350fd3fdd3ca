// SPDX-License-Identifier: Apache-2.0
/**
 * What vouches for hardware, fetched from AMD and Intel and kept: the relay's part of evidence
 * whose enclave has the hardware's signature alone. The verify endpoint has no way here.
 */
@NullMarked
package dev.aver.host.endorsements;

import org.jspecify.annotations.NullMarked;
