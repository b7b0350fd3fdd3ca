// SPDX-License-Identifier: Apache-2.0
/** The service inside the confidential VM, put together from its parts. */
@NullMarked
package dev.aver.enclave;

import org.jspecify.annotations.NullMarked;
