// SPDX-License-Identifier: Apache-2.0
/** The way through: public paths to the enclave, bodies untouched, both directions streamed. */
@NullMarked
package dev.aver.host.relay;

import org.jspecify.annotations.NullMarked;
