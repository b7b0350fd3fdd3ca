// SPDX-License-Identifier: Apache-2.0
/** The Open Inference Protocol, version 2, over HTTP: tensors in and out, with receipts. */
@NullMarked
package dev.aver.enclave.api.oip;

import org.jspecify.annotations.NullMarked;
