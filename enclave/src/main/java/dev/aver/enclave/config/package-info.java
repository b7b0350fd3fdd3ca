// SPDX-License-Identifier: Apache-2.0
/** Typed configuration: what may be set, and what of it is measured. */
@NullMarked
package dev.aver.enclave.config;

import org.jspecify.annotations.NullMarked;
