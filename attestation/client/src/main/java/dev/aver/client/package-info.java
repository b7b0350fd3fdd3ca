// SPDX-License-Identifier: Apache-2.0
/** A client that believes nothing it has not checked: the library's rules over the JDK's HTTP. */
@NullMarked
package dev.aver.client;

import org.jspecify.annotations.NullMarked;
