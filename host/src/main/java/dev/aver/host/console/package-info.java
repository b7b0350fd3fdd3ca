// SPDX-License-Identifier: Apache-2.0
/** What people see when they open the relay in a browser. */
@NullMarked
package dev.aver.host.console;

import org.jspecify.annotations.NullMarked;
