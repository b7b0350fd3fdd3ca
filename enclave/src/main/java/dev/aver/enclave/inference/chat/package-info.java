// SPDX-License-Identifier: Apache-2.0
/** Chats and completions: what a request may ask, its prompt, its grammar, its tool calls. */
@NullMarked
package dev.aver.enclave.inference.chat;

import org.jspecify.annotations.NullMarked;
