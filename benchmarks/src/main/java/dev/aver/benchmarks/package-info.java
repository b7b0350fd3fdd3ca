// SPDX-License-Identifier: Apache-2.0
/** What verifying costs, under JMH. */
@NullMarked
package dev.aver.benchmarks;

import org.jspecify.annotations.NullMarked;
