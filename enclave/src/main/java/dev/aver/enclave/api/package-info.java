// SPDX-License-Identifier: Apache-2.0
/** HTTP without a framework between a request's bytes and their parser. */
@NullMarked
package dev.aver.enclave.api;

import org.jspecify.annotations.NullMarked;
