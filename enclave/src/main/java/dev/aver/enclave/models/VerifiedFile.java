// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.models;

import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.keyset.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * The one way in which a model file becomes trusted: its bytes are hashed while they are copied to
 * a private file, and the engine loads that copy. The bytes that were hashed are the bytes that are
 * loaded, whatever happens to the original.
 */
public final class VerifiedFile {
  private static final int CHUNK = 1 << 20;

  private VerifiedFile() {}

  /**
   * Copies {@code file} from {@code directory}, which nobody needs to trust, into {@code target}.
   *
   * @throws ModelRefused if it is missing or differs; the copy must not be used then
   */
  public static void copy(Path directory, ModelFile file, PrivateFolder target)
      throws ModelRefused {
    copy(
        directory.resolve(file.path()),
        target.path().resolve(file.path()),
        file.size(),
        file.sha256());
  }

  /**
   * Copies {@code source} to {@code target} (new, mode 0600).
   *
   * @throws ModelRefused if the file is missing or differs from the catalogue; {@code target} must
   *     not be used then
   */
  static void copy(Path source, Path target, long size, Digest expected) throws ModelRefused {
    try {
      if (!Files.isRegularFile(source)) {
        throw new ModelRefused(ModelRefused.Cause.FILE_MISSING, source.toString());
      }
      var found = copyAndHash(source, target, size);
      if (!found.equals(expected)) {
        throw new ModelRefused(
            ModelRefused.Cause.DIGEST_MISMATCH,
            source + " is " + found + ", the catalogue says " + expected);
      }
    } catch (IOException e) {
      throw new ModelRefused(ModelRefused.Cause.FILE_MISSING, source + ": " + e.getMessage());
    }
  }

  private static Digest copyAndHash(Path source, Path target, long size)
      throws IOException, ModelRefused {
    var sha256 = Hashes.begin("SHA-256");
    var chunk = new byte[CHUNK];
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var create = Set.copyOf(EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    var copied = 0L;
    try (var in = Files.newInputStream(source);
        var out = Files.newByteChannel(target, create, mode)) {
      for (var n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        copied += n;
        if (copied > size) {
          break; // enough to know, and no more than the catalogue's size is ever written
        }
        sha256.update(chunk, 0, n);
        var buffer = java.nio.ByteBuffer.wrap(chunk, 0, n);
        while (buffer.hasRemaining()) {
          out.write(buffer);
        }
      }
    }
    if (copied != size) {
      throw new ModelRefused(
          ModelRefused.Cause.SIZE_MISMATCH, source + ", the catalogue says " + size + " bytes");
    }
    return Digest.of(sha256.digest());
  }
}
