// SPDX-License-Identifier: Apache-2.0
/** Files that survive a crash whole. */
@NullMarked
package dev.aver.host.storage;

import org.jspecify.annotations.NullMarked;
