// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.models;

import dev.aver.attestation.bytes.Hashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HexFormat;

/**
 * A package as its manager names it, and the only bytes that are accepted.
 *
 * @param algorithm of the digest
 * @param digest in lower-case hex
 */
record PinnedPackage(String name, String algorithm, String digest) {
  /** Refuses other bytes. */
  void check(Path file) throws IOException {
    try (var in = new DigestInputStream(Files.newInputStream(file), Hashes.begin(algorithm))) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
      var found = HexFormat.of().formatHex(in.getMessageDigest().digest());
      if (!found.equals(digest)) {
        throw new IOException(name + " has " + algorithm + " " + found + ", not " + digest);
      }
    }
  }
}
