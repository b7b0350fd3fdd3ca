// SPDX-License-Identifier: Apache-2.0
/** Keys born at boot, and the keyset that names the enclave. */
@NullMarked
package dev.aver.enclave.identity;

import org.jspecify.annotations.NullMarked;
