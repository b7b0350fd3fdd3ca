// SPDX-License-Identifier: Apache-2.0
/** Grammars of answers: JSON, JSON schemas and calls of tools, in GBNF. */
@NullMarked
package dev.aver.enclave.inference.grammar;

import org.jspecify.annotations.NullMarked;
