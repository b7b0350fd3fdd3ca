// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.local;

import dev.aver.cli.CommandFailed;
import dev.aver.cli.ExitCode;
import dev.aver.cli.FileTree;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Everything that {@code up} leaves on disk, readable by its owner alone. A marker file says that
 * the folder is ours, so that a purge of a mistyped folder removes nothing.
 */
public record StateFolder(Path path) {
  private static final String MARKER = "this-folder-belongs-to-aver";

  /** Makes the folder and its parts, or takes the ones that are there. */
  public static StateFolder open(Path path) throws IOException {
    var folder = new StateFolder(path.toAbsolutePath().normalize());
    if (Files.isDirectory(folder.path) && !folder.isOurs() && !folder.isEmpty()) {
      throw new CommandFailed(
          ExitCode.USAGE,
          folder.path + " holds something else",
          "Name a new or empty folder with --state.");
    }
    makePrivate(folder.path);
    if (!folder.isOurs()) {
      Files.createFile(folder.path.resolve(MARKER));
    }
    makePrivate(folder.logs());
    return folder;
  }

  private static void makePrivate(Path folder) throws IOException {
    var ownerOnly = PosixFilePermissions.fromString("rwx------");
    Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(ownerOnly));
    Files.setPosixFilePermissions(folder, ownerOnly);
  }

  /** Whether {@code up} made this folder. */
  public boolean isOurs() {
    return Files.isRegularFile(path.resolve(MARKER));
  }

  private boolean isEmpty() throws IOException {
    try (var entries = Files.list(path)) {
      return entries.findAny().isEmpty();
    }
  }

  /** One log file per process. */
  public Path logs() {
    return path.resolve("logs");
  }

  /** What {@code up --json} prints; there only while it runs. */
  public Path report() {
    return path.resolve("up.json");
  }

  /** Which processes were started. */
  public Path processes() {
    return path.resolve("processes.json");
  }

  /** Held by the {@code up} that is starting or watching. */
  public Path lock() {
    return path.resolve("lock");
  }

  /** The software TEE's root, to be named as an anchor. */
  public Path trustAnchor() {
    return path.resolve("trust-anchor.pem");
  }

  /** The policy that accepts exactly what was started. */
  public Path policy() {
    return path.resolve("policy.json");
  }

  /** The evidence that the policy was made from. */
  public Path evidence() {
    return path.resolve("evidence.json");
  }

  /** The software TEE's keys and certificates. */
  public Path softwareTee() {
    return path.resolve("software-tee");
  }

  /** The relay's copies of the enclaves' logs. */
  public Path ledger() {
    return path.resolve("ledger");
  }

  /** The answers that were asked for without naming a place for them. */
  public Path answers() {
    return path.resolve("answers");
  }

  /** Writes the whole file or leaves the old one. */
  public static void write(Path file, String text) throws IOException {
    var fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(fresh, text);
    try {
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Removes everything, if the folder is ours. */
  public void purge() throws IOException {
    if (isOurs()) {
      FileTree.remove(path);
    }
  }
}
