// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** 64 bits as {@code 0x} and hexadecimal digits, or as an unsigned decimal. */
final class Words implements ITypeConverter<Long> {
  @Override
  public Long convert(String text) {
    try {
      if (text.matches("0[xX][0-9a-fA-F]{1,16}")) {
        return Long.parseUnsignedLong(text.substring(2), 16);
      }
      if (text.matches("[0-9]{1,20}")) {
        return Long.parseUnsignedLong(text);
      }
    } catch (NumberFormatException e) {
      // Twenty digits can be too many: said below.
    }
    throw new TypeConversionException(
        "'" + text + "' is neither 0x and hexadecimal digits nor a decimal of at most 64 bits");
  }
}
