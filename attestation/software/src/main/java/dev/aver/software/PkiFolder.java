// SPDX-License-Identifier: Apache-2.0
package dev.aver.software;

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
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * The folder that keeps the PKI of this machine: 0700, its files 0600. It appears whole or not at
 * all, so a start that was interrupted leaves nothing half made, and of two starts at once one
 * wins. Keys that others could read are refused.
 */
final class PkiFolder {
  private static final String ARK = "ark.der";
  private static final String ASK = "ask.der";
  private static final String VCEK = "vcek.der";
  private static final String CRL = "crl.der";
  private static final String ARK_KEY = "ark.key";
  private static final String VCEK_KEY = "vcek.key";
  private static final long MAX_FILE = 64 * 1024;

  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final Path folder;

  PkiFolder(Path parent) {
    this.folder = parent.resolve("snp");
  }

  boolean exists() {
    return Files.isDirectory(folder);
  }

  /** Writes a new PKI; if another start was faster, its PKI stays. */
  void create(Pki pki) throws IOException {
    var attributes =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    Files.createDirectories(folder.getParent(), attributes);
    var fresh = Files.createTempDirectory(folder.getParent(), ".snp-", attributes);
    write(fresh.resolve(ARK), pki.ark().toArray());
    write(fresh.resolve(ASK), pki.ask().toArray());
    write(fresh.resolve(VCEK), pki.vcek().toArray());
    write(fresh.resolve(CRL), pki.crl().toArray());
    writeSecret(fresh.resolve(ARK_KEY), pki.arkKey());
    writeSecret(fresh.resolve(VCEK_KEY), pki.vcekKey());
    try {
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw e;
    } catch (IOException e) {
      remove(fresh);
      if (!exists()) {
        throw e;
      }
    }
  }

  private static void remove(Path fresh) throws IOException {
    for (var name : new String[] {ARK, ASK, VCEK, CRL, ARK_KEY, VCEK_KEY}) {
      Files.deleteIfExists(fresh.resolve(name));
    }
    Files.deleteIfExists(fresh);
  }

  private static void writeSecret(Path file, SecretBytes secret) throws IOException {
    var bytes = secret.reveal();
    write(file, bytes);
    Arrays.fill(bytes, (byte) 0);
  }

  private static void write(Path file, byte[] content) throws IOException {
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    var attributes = PosixFilePermissions.asFileAttribute(OWNER_ONLY);
    try (var channel = FileChannel.open(file, options, attributes)) {
      var buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  Bytes ark() throws IOException {
    return Bytes.of(read(ARK));
  }

  Bytes ask() throws IOException {
    return Bytes.of(read(ASK));
  }

  Bytes vcek() throws IOException {
    return Bytes.of(read(VCEK));
  }

  Bytes crl() throws IOException {
    return Bytes.of(read(CRL));
  }

  SecretBytes arkKey() throws IOException {
    return secret(ARK_KEY);
  }

  SecretBytes vcekKey() throws IOException {
    return secret(VCEK_KEY);
  }

  /** Replaces the list in one step. */
  void replaceCrl(Bytes crl) throws IOException {
    var fresh = folder.resolve(CRL + ".new");
    Files.deleteIfExists(fresh);
    write(fresh, crl.toArray());
    Files.move(
        fresh,
        folder.resolve(CRL),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private SecretBytes secret(String name) throws IOException {
    var others = EnumSet.copyOf(Files.getPosixFilePermissions(folder.resolve(name)));
    others.removeAll(OWNER_ONLY);
    if (!others.isEmpty()) {
      throw new IOException(name + " of the software TEE can be read by others: " + others);
    }
    var bytes = read(name);
    var secret = SecretBytes.of(bytes);
    Arrays.fill(bytes, (byte) 0);
    return secret;
  }

  private byte[] read(String name) throws IOException {
    var file = folder.resolve(name);
    if (Files.size(file) > MAX_FILE) {
      throw new IOException(name + " of the software TEE is too large");
    }
    return Files.readAllBytes(file);
  }
}
