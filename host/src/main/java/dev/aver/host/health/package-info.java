// SPDX-License-Identifier: Apache-2.0
/** Whether the relay does its work, with truth. */
@NullMarked
package dev.aver.host.health;

import org.jspecify.annotations.NullMarked;
