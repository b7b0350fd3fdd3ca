// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.enclave.engine.ModelFiles;
import dev.aver.enclave.engine.OnnxEmbeddingModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifiedFileTest {
  private static final byte[] CONTENT = new byte[3 << 20];

  @TempDir Path folder;
  private Path source;
  private Path target;

  @BeforeEach
  void write() throws IOException {
    CONTENT[CONTENT.length - 1] = 1;
    source = Files.write(folder.resolve("source"), CONTENT);
    target = folder.resolve("target");
  }

  private void copy(long size, Digest digest) throws ModelRefused {
    VerifiedFile.copy(source, target, size, digest);
  }

  private static Digest digest() {
    return Hashes.sha256(Bytes.of(CONTENT));
  }

  private static void refused(
      ModelRefused.Cause cause, org.junit.jupiter.api.function.Executable copy) {
    assertEquals(cause, assertThrows(ModelRefused.class, copy).reason());
  }

  @Test
  void theRightBytesAreCopiedForThisUserAlone() throws Exception {
    copy(CONTENT.length, digest());
    assertArrayEquals(CONTENT, Files.readAllBytes(target));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(target)));
  }

  @Test
  void otherBytesOrLengthsAreRefused() throws Exception {
    refused(ModelRefused.Cause.DIGEST_MISMATCH, () -> copy(CONTENT.length, Digest.ZERO));
    Files.delete(target);
    refused(ModelRefused.Cause.SIZE_MISMATCH, () -> copy(CONTENT.length + 1, digest()));
    Files.delete(target);
    refused(ModelRefused.Cause.SIZE_MISMATCH, () -> copy(CONTENT.length - 1, digest()));
    Files.delete(source);
    refused(ModelRefused.Cause.FILE_MISSING, () -> copy(CONTENT.length, digest()));
  }

  @Test
  void aModelWithOneFlippedBitDoesNotLoadAndLeavesNothing() throws Exception {
    var models = ModelFiles.folders().sources().getFirst();
    var described = Catalogue.builtIn().encoder("all-minilm-l6-v2").orElseThrow();
    for (var file : new String[] {described.weights().path(), described.tokenizer().path()}) {
      Files.copy(models.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    var altered = folder.resolve(described.tokenizer().path());
    var bytes = Files.readAllBytes(altered);
    bytes[bytes.length / 2] ^= 1;
    Files.write(altered, bytes);
    var privateParent = Files.createDirectory(folder.resolve("private"));
    var folders = new ModelFolders(List.of(folder), Optional.of(privateParent));
    refused(ModelRefused.Cause.DIGEST_MISMATCH, () -> OnnxEmbeddingModel.load(described, folders));
    try (var left = Files.list(privateParent)) {
      assertTrue(left.findAny().isEmpty());
    }
  }

  @Test
  void aPrivateFolderIsNobodyElsesAndGoesWithItsContent() throws Exception {
    Path path;
    try (var made = PrivateFolder.create(Optional.of(folder))) {
      path = made.path();
      assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
      Files.createDirectory(path.resolve("inside"));
      Files.write(path.resolve("inside/file"), CONTENT);
    }
    assertFalse(Files.exists(path));
  }
}
