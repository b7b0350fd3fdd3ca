// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.models;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Takes named files out of a gzipped tar archive, and nothing else: no path of it is followed. */
final class TarGz {
  private static final int BLOCK = 512;
  private static final int NAME_SIZE = 100;
  private static final int SIZE_AT = 124;
  private static final int SIZE_SIZE = 12;

  private TarGz() {}

  /** Puts the files {@code prefix + name} into {@code folder}, each by its name alone. */
  static void extract(Path archive, String prefix, List<String> names, Path folder)
      throws IOException {
    var left = new HashSet<>(names);
    try (var in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive)))) {
      for (var header = in.readNBytes(BLOCK);
          header.length == BLOCK && header[0] != 0;
          header = in.readNBytes(BLOCK)) {
        var path = text(header, 0, NAME_SIZE);
        var size = Long.parseLong(text(header, SIZE_AT, SIZE_SIZE).strip(), 8);
        var name = path.startsWith(prefix) ? path.substring(prefix.length()) : "";
        if (left.remove(name)) {
          copy(in, size, folder.resolve(name));
        } else {
          in.skipNBytes(size);
        }
        in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
      }
    } catch (NumberFormatException e) {
      throw new IOException("not a tar archive: " + archive.getFileName(), e);
    }
    if (!left.isEmpty()) {
      throw new IOException(archive.getFileName() + " holds no " + left);
    }
  }

  private static void copy(InputStream in, long size, Path file) throws IOException {
    try (var out = Files.newOutputStream(file)) {
      for (var rest = size; rest > 0; ) {
        var chunk = in.readNBytes((int) Math.min(rest, 1 << 16));
        if (chunk.length == 0) {
          throw new IOException("the archive ends early");
        }
        out.write(chunk);
        rest -= chunk.length;
      }
    }
  }

  private static String text(byte[] header, int from, int size) {
    var end = from;
    while (end < from + size && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.US_ASCII);
  }
}
