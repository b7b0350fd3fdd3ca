// SPDX-License-Identifier: Apache-2.0
/** The catalogue and the one way in which model files become trusted bytes. */
@NullMarked
package dev.aver.enclave.models;

import org.jspecify.annotations.NullMarked;
