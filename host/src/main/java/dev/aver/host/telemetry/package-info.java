// SPDX-License-Identifier: Apache-2.0
/** What is counted: operations and outcomes, never contents, ids or digests. */
@NullMarked
package dev.aver.host.telemetry;

import org.jspecify.annotations.NullMarked;
