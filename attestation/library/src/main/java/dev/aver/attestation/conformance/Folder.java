// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance;

import dev.aver.attestation.bytes.Bytes;
import java.util.Optional;

/** The files beside an index, by their path relative to it. The library itself reads no files. */
@FunctionalInterface
public interface Folder {
  /** The content, or empty if there is no such file. */
  Optional<Bytes> file(String path);
}
