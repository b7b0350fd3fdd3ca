// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.pki;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.SecretBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A folder of keys and certificates: 0700, its files 0600. It appears whole or not at all, so a
 * start that was interrupted leaves nothing half made, and of two starts at once one wins. Keys
 * that others could read are refused.
 */
public final class KeyFolder {
  private static final long MAX_FILE = 64 * 1024;

  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final Path folder;

  /** The folder of this name; nothing is touched yet. */
  public KeyFolder(Path parent, String name) {
    this.folder = parent.resolve(name);
  }

  /** Whether it has been made. */
  public boolean exists() {
    return Files.isDirectory(folder);
  }

  /** What a new folder holds, by file name. */
  public static final class Content implements AutoCloseable {
    private final Map<String, SecretBytes> files = new LinkedHashMap<>();

    /** Nothing yet. */
    public Content() {}

    /** A certificate or anything else that is nobody's secret. */
    public Content put(String name, Bytes content) {
      files.put(name, SecretBytes.of(content.toArray()));
      return this;
    }

    /** A key, which is wiped when this is closed. */
    public Content put(String name, SecretBytes secret) {
      files.put(name, secret);
      return this;
    }

    @Override
    public void close() {
      files.values().forEach(SecretBytes::close);
    }
  }

  /** Makes it; if another start was faster, what that one made stays. */
  public void create(Content content) throws IOException {
    var parent = folder.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IOException("no folder for keys: " + folder);
    }
    var attributes = ownerOnly("rwx------");
    Files.createDirectories(parent, attributes);
    var fresh = Files.createTempDirectory(parent, "." + folder.getFileName() + "-", attributes);
    for (var file : content.files.entrySet()) {
      var bytes = file.getValue().reveal();
      write(fresh.resolve(file.getKey()), bytes);
      Arrays.fill(bytes, (byte) 0);
    }
    try {
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw e;
    } catch (IOException e) {
      for (var name : content.files.keySet()) {
        Files.deleteIfExists(fresh.resolve(name));
      }
      Files.deleteIfExists(fresh);
      if (!exists()) {
        throw e;
      }
    }
  }

  private static FileAttribute<Set<PosixFilePermission>> ownerOnly(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  private static void write(Path file, byte[] content) throws IOException {
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = FileChannel.open(file, options, ownerOnly("rw-------"))) {
      var buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  /** Replaces a file in one step. */
  public void replace(String name, Bytes content) throws IOException {
    var fresh = Files.createTempFile(folder, "." + name + "-", "", ownerOnly("rw-------"));
    Files.write(fresh, content.toArray());
    Files.move(
        fresh,
        folder.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** A file's content. */
  public Bytes read(String name) throws IOException {
    var file = folder.resolve(name);
    if (Files.size(file) > MAX_FILE) {
      throw new IOException(name + " of the software TEE is too large");
    }
    return Bytes.of(Files.readAllBytes(file));
  }

  /** A key; the caller closes it. */
  public SecretBytes secret(String name) throws IOException {
    var file = folder.resolve(name);
    var others = new HashSet<>(Files.getPosixFilePermissions(file));
    others.removeAll(OWNER_ONLY);
    if (!others.isEmpty()) {
      throw new IOException(name + " of the software TEE can be read by others: " + others);
    }
    if (Files.size(file) > MAX_FILE) {
      throw new IOException(name + " of the software TEE is too large");
    }
    var bytes = Files.readAllBytes(file);
    var secret = SecretBytes.of(bytes);
    Arrays.fill(bytes, (byte) 0);
    return secret;
  }
}
