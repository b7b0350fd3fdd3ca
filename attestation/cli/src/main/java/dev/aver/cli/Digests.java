// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Digest;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** 32 bytes as 0x and 64 lower-case hexadecimal digits. */
final class Digests implements ITypeConverter<Digest> {
  @Override
  public Digest convert(String text) {
    try {
      return Digest.parse(text);
    } catch (Rejected e) {
      throw new TypeConversionException("'" + text + "': " + e.detail());
    }
  }
}
