// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.identity;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.json.Jcs;
import dev.aver.attestation.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The digest of the application by its own files, as they lie on disk at boot: {@code artifact} of
 * the build record (formats.md, 3), SHA-256 of the JCS array {@code [{path,sha256,size}]} sorted by
 * path. Paths are relative to the application's folder, with {@code /}.
 */
public final class ApplicationFiles {
  private static final int CHUNK = 1 << 20;

  private ApplicationFiles() {}

  /** Hashes everything below {@code folder}. */
  public static Digest digest(Path folder) throws IOException {
    var entries = new ArrayList<Json>();
    for (var file : files(folder)) {
      entries.add(entry(folder, file));
    }
    try {
      return Jcs.digest(Json.array(entries));
    } catch (Rejected e) {
      throw new IOException("a file name that JSON cannot hold", e);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .sorted((a, b) -> Bytes.utf8(name(folder, a)).compareTo(Bytes.utf8(name(folder, b))))
          .toList();
    } catch (UncheckedIOException e) {
      throw new IOException("cannot list " + folder, e);
    }
  }

  private static String name(Path folder, Path file) {
    return folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
  }

  private static Json entry(Path folder, Path file) throws IOException {
    var sha256 = Hashes.begin("SHA-256");
    var chunk = new byte[CHUNK];
    var size = 0L;
    try (var in = Files.newInputStream(file)) {
      for (var n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        sha256.update(chunk, 0, n);
        size += n;
      }
    }
    return Json.object()
        .put("path", name(folder, file))
        .put("sha256", Digest.of(sha256.digest()).toString())
        .put("size", size)
        .build();
  }

  /**
   * The folder that holds the running application: of the packaged application that of its starting
   * jar, else (tests, development) that of the classes of {@code type}.
   */
  public static Path folder(Class<?> type, String classPath) throws IOException {
    if (classPath.toLowerCase(Locale.ROOT).endsWith("quarkus-run.jar")) {
      var parent = Path.of(classPath).toAbsolutePath().getParent();
      if (parent != null) {
        return parent;
      }
    }
    var source = type.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IOException("the application does not know where it lies");
    }
    return Path.of(source.getLocation().getPath());
  }
}
