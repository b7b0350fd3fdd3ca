// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.endorsements;

import dev.aver.attestation.bytes.Bytes;
import java.io.IOException;
import java.nio.file.Path;

/** Writes into a cache for as long as it lives: two sizes of the same document in turns. */
final class CacheWriter {
  static final String KEY = "amd-Genoa-VCEK-crl";
  static final int SMALL = 10;
  static final int LARGE = 300_000;

  private CacheWriter() {}

  public static void main(String... arguments) throws IOException {
    var cache = new DiskCache(Path.of(arguments[0]));
    for (var i = 0; ; i++) {
      var size = i % 2 == 0 ? SMALL : LARGE;
      cache.write(KEY, new DiskCache.Entry(Bytes.of(new byte[size]), i));
      System.out.println(i);
    }
  }
}
