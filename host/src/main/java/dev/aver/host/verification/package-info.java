// SPDX-License-Identifier: Apache-2.0
/** The endpoint that runs the library's verifier for whoever has none. */
@NullMarked
package dev.aver.host.verification;

import org.jspecify.annotations.NullMarked;
