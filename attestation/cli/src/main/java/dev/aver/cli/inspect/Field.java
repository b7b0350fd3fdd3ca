// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.inspect;

import java.util.OptionalInt;

/**
 * One line of a table.
 *
 * @param offset where it begins, in bytes of its part; empty for members of JSON, which have none
 * @param length in bytes; 0 without an offset
 * @param value as it stands: hexadecimal, or the text of a JSON member
 * @param meaning what it says to people; may be empty
 */
public record Field(OptionalInt offset, int length, String name, String value, String meaning) {}
