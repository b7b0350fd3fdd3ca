// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.generation;

import java.util.Optional;

/**
 * What a text has to be, and from where on.
 *
 * @param gbnf the grammar
 * @param mark the grammar is in force from this text on, which it begins with; empty: from the
 *     start
 */
public record Rules(String gbnf, Optional<String> mark) {}
