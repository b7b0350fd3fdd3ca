// SPDX-License-Identifier: Apache-2.0
/** What the management port says. */
@NullMarked
package dev.aver.enclave.health;

import org.jspecify.annotations.NullMarked;
