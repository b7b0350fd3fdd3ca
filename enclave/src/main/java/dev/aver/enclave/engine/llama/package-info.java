// SPDX-License-Identifier: Apache-2.0
/**
 * An engine of our own in DJL's SPI that runs GGUF models by llama.cpp's C interface. The only
 * package that knows llama.cpp.
 */
@NullMarked
package dev.aver.enclave.engine.llama;

import org.jspecify.annotations.NullMarked;
