// SPDX-License-Identifier: Apache-2.0
/** The OpenAI surface: routes, bodies and errors as unchanged SDKs expect them. */
@NullMarked
package dev.aver.enclave.api.openai;

import org.jspecify.annotations.NullMarked;
