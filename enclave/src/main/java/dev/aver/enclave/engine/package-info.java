// SPDX-License-Identifier: Apache-2.0
/** The only package that knows DJL and ONNX Runtime. */
@NullMarked
package dev.aver.enclave.engine;

import org.jspecify.annotations.NullMarked;
