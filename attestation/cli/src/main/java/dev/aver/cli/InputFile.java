// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.bytes.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files that the caller named. One that cannot be read is a mistake of usage, never a verdict. */
final class InputFile {
  /** Far above every limit of the formats: whoever parses it refuses with the right code. */
  private static final long MAX_BYTES = 256L << 20;

  private InputFile() {}

  /** The content. */
  static Bytes read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new CommandFailed(ExitCode.USAGE, file + " is larger than any document", "");
      }
      return Bytes.of(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new CommandFailed(ExitCode.USAGE, "no such file: " + file, "");
    } catch (IOException e) {
      throw new CommandFailed(ExitCode.USAGE, "cannot read " + file + ": " + e.getMessage(), "");
    }
  }
}
