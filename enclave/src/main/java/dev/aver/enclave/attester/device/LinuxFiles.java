// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester.device;

import dev.aver.attestation.bytes.Bytes;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The files of this machine, by system calls: one descriptor per operation, never used twice. */
public final class LinuxFiles implements FileOperations {
  private static final int MODE = 0700;
  private static final int CHUNK = 4096;

  /** Stateless. */
  public LinuxFiles() {}

  @Override
  public void mkdir(String path) throws SystemCallFailed {
    try (var arena = Arena.ofConfined()) {
      SystemCalls.mkdir(arena.allocateFrom(path), MODE);
    }
  }

  @Override
  public void rmdir(String path) throws SystemCallFailed {
    try (var arena = Arena.ofConfined()) {
      SystemCalls.rmdir(arena.allocateFrom(path));
    }
  }

  @Override
  public void write(String path, Bytes content) throws SystemCallFailed {
    try (var arena = Arena.ofConfined()) {
      var from = arena.allocateFrom(ValueLayout.JAVA_BYTE, content.toArray());
      var descriptor = SystemCalls.open(arena.allocateFrom(path), SystemCalls.WRITE);
      var written = 0L;
      try {
        written = SystemCalls.write(descriptor, from);
      } finally {
        SystemCalls.close(descriptor);
      }
      if (written != content.size()) {
        throw new SystemCallFailed("write of a part only", Errno.EIO);
      }
    }
  }

  @Override
  public Bytes read(String path, int most) throws SystemCallFailed {
    try (var arena = Arena.ofConfined()) {
      var descriptor = SystemCalls.open(arena.allocateFrom(path), SystemCalls.READ);
      try {
        return toTheEnd(descriptor, arena.allocate(CHUNK), most);
      } finally {
        SystemCalls.close(descriptor);
      }
    }
  }

  private static Bytes toTheEnd(int descriptor, MemorySegment chunk, int most)
      throws SystemCallFailed {
    var all = new ByteArrayOutputStream();
    for (var size = SystemCalls.read(descriptor, chunk);
        size > 0;
        size = SystemCalls.read(descriptor, chunk)) {
      if (all.size() + size > most) {
        throw new SystemCallFailed("read of more than " + most + " bytes", Errno.EFBIG);
      }
      all.writeBytes(chunk.asSlice(0, size).toArray(ValueLayout.JAVA_BYTE));
    }
    return Bytes.of(all.toByteArray());
  }
}
