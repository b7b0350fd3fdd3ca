// SPDX-License-Identifier: Apache-2.0
/** Reports of the hardware and the governor in front of it. */
@NullMarked
package dev.aver.enclave.attester;

import org.jspecify.annotations.NullMarked;
