// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.bytes.Bytes;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that was named.
 *
 * @param problem why it could not be read; its content is empty then
 */
record NamedFile(String name, Bytes content, Optional<String> problem) {
  /** Reads it, or keeps the reason why not: other files are verified all the same. */
  static NamedFile read(Path file) {
    try {
      return new NamedFile(file.toString(), InputFile.read(file), Optional.empty());
    } catch (CommandFailed e) {
      return new NamedFile(file.toString(), Bytes.EMPTY, Optional.of(e.text()));
    }
  }

  NamedFile with(Bytes other) {
    return new NamedFile(name, other, problem);
  }
}
