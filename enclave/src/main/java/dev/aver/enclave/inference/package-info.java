// SPDX-License-Identifier: Apache-2.0
/** The use cases: what a request asks for and what its answer is. */
@NullMarked
package dev.aver.enclave.inference;

import org.jspecify.annotations.NullMarked;
