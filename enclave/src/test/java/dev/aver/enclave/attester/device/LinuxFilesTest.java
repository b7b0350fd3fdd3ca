// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aver.attestation.bytes.Bytes;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The system calls, on files as every Linux has them. */
@EnabledOnOs(OS.LINUX)
class LinuxFilesTest {
  @TempDir Path folder;
  private final LinuxFiles files = new LinuxFiles();

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private static void fails(Errno errno, Executable operation) {
    assertEquals(errno, assertThrows(SystemCallFailed.class, operation).errno());
  }

  @Test
  void foldersComeAndGo() throws Exception {
    files.mkdir(path("a"));
    fails(Errno.EEXIST, () -> files.mkdir(path("a")));
    files.rmdir(path("a"));
    assertFalse(Files.exists(folder.resolve("a")));
    fails(Errno.ENOENT, () -> files.rmdir(path("a")));
    fails(Errno.ENOENT, () -> files.mkdir(path("none/a")));
  }

  @Test
  void whatIsWrittenIsRead() throws Exception {
    Files.createFile(folder.resolve("f"));
    var content = Bytes.of(new byte[9000]).plus(Bytes.utf8("end"));
    files.write(path("f"), content);
    assertEquals(content, files.read(path("f"), content.size()));
    fails(Errno.EFBIG, () -> files.read(path("f"), content.size() - 1));
  }

  @Test
  void nothingIsMadeByWriting() {
    fails(Errno.ENOENT, () -> files.write(path("none"), Bytes.EMPTY));
    fails(Errno.ENOENT, () -> files.read(path("none"), 1));
  }

  @Test
  void aFileOnTheWayIsNoFolder() throws Exception {
    Files.createFile(folder.resolve("f"));
    fails(Errno.ENOTDIR, () -> files.mkdir(path("f/a")));
  }

  @Test
  void anIoctlThatADeviceDoesNotKnow() throws Exception {
    try (var arena = Arena.ofConfined()) {
      var descriptor = SystemCalls.open(arena.allocateFrom("/dev/null"), SystemCalls.READ_WRITE);
      try {
        var argument = arena.allocate(SevGuestAbi.GUEST_REQUEST);
        fails(Errno.ENOTTY, () -> SystemCalls.ioctl(descriptor, SevGuestAbi.GET_REPORT, argument));
      } finally {
        SystemCalls.close(descriptor);
      }
    }
  }
}
