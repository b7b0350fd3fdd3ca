// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave;

import dev.aver.attestation.keyset.Build;
import java.io.IOException;
import java.util.Properties;

/** What the build wrote down of itself, and the digest of what is running. */
final class BuildRecord {
  private static final String RESOURCE = "/aver-build.properties";

  private BuildRecord() {}

  /** The build document; waits for the application's files to be hashed. */
  static Build read() throws IOException, InterruptedException {
    var written = new Properties();
    try (var in = BuildRecord.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IOException("the application holds no " + RESOURCE);
      }
      written.load(in);
    }
    return new Build(
        written.getProperty("version", "unknown"),
        written.getProperty("commit", "0".repeat(40)),
        ApplicationDigest.await());
  }
}
