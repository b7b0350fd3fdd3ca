// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester.device;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * System calls of Linux with their error numbers. Each answers what the call answered, which is
 * never negative, or throws {@link SystemCallFailed}.
 */
@SuppressWarnings("restricted")
final class SystemCalls {
  /** {@code O_RDONLY}. */
  static final int READ = 0;

  /** {@code O_WRONLY}. */
  static final int WRITE = 1;

  /** {@code O_RDWR}. */
  static final int READ_WRITE = 2;

  /** {@code O_CLOEXEC}: no process that is started later inherits the descriptor. */
  private static final int CLOSE_ON_EXEC = 0x80000;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));
  private static final MethodHandle OPEN =
      handle(
          "open",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle IOCTL =
      handle(
          "ioctl",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle TRANSFER_IN =
      handle("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle TRANSFER_OUT =
      handle("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle CLOSE =
      handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle MKDIR =
      handle("mkdir", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle RMDIR =
      handle("rmdir", FunctionDescriptor.of(JAVA_INT, ADDRESS));

  private SystemCalls() {}

  private interface Call {
    long with(MemorySegment state) throws Throwable;
  }

  private static MethodHandle handle(
      String name, FunctionDescriptor function, Linker.Option... options) {
    var all = new Linker.Option[options.length + 1];
    System.arraycopy(options, 0, all, 0, options.length);
    all[options.length] = Linker.Option.captureCallState("errno");
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), function, all);
  }

  private static long call(String name, Call call) throws SystemCallFailed {
    try (var arena = Arena.ofConfined()) {
      var state = arena.allocate(STATE);
      var answer = invoke(call, state);
      if (answer < 0) {
        throw new SystemCallFailed(name, (int) ERRNO.get(state, 0L));
      }
      return answer;
    }
  }

  private static long invoke(Call call, MemorySegment state) {
    try {
      return call.with(state);
    } catch (Throwable e) {
      throw new AssertionError("a call into C throws nothing", e);
    }
  }

  /** A new descriptor of {@code path}, a C string. */
  static int open(MemorySegment path, int flags) throws SystemCallFailed {
    return (int) call("open", state -> (int) OPEN.invokeExact(state, path, flags | CLOSE_ON_EXEC));
  }

  static void close(int descriptor) throws SystemCallFailed {
    call("close", state -> (int) CLOSE.invokeExact(state, descriptor));
  }

  /** Bytes read into {@code to}; 0 at the end. */
  static long read(int descriptor, MemorySegment to) throws SystemCallFailed {
    var size = to.byteSize();
    return call("read", state -> (long) TRANSFER_IN.invokeExact(state, descriptor, to, size));
  }

  /** Bytes of {@code from} that were taken. */
  static long write(int descriptor, MemorySegment from) throws SystemCallFailed {
    var size = from.byteSize();
    return call("write", state -> (long) TRANSFER_OUT.invokeExact(state, descriptor, from, size));
  }

  static void mkdir(MemorySegment path, int mode) throws SystemCallFailed {
    call("mkdir", state -> (int) MKDIR.invokeExact(state, path, mode));
  }

  static void rmdir(MemorySegment path) throws SystemCallFailed {
    call("rmdir", state -> (int) RMDIR.invokeExact(state, path));
  }

  static void ioctl(int descriptor, long request, MemorySegment argument) throws SystemCallFailed {
    call("ioctl", state -> (int) IOCTL.invokeExact(state, descriptor, request, argument));
  }
}
