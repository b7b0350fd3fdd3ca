// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.aver.contracts;

import org.jspecify.annotations.NullMarked;
