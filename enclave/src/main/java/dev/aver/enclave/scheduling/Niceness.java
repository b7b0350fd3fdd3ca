// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.scheduling;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Lets threads that compute yield to those that answer: while every core runs a model, a refusal
 * would else wait for the end of a time slice. On a core that nobody else wants it costs nothing.
 *
 * <p>{@code nice(2)}, which on Linux is about the calling thread. The virtual machine's own
 * priorities would need its compilers' threads to be raised, too.
 */
@SuppressWarnings("restricted")
final class Niceness {
  /** A third of the weight of others who want the same core: they go first, it never starves. */
  private static final int COMPUTING = 5;

  private static final Optional<MethodHandle> NICE = nice();

  private Niceness() {}

  private static Optional<MethodHandle> nice() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return Optional.empty(); // Elsewhere it is about the whole process.
    }
    var linker = Linker.nativeLinker();
    var type = FunctionDescriptor.of(JAVA_INT, JAVA_INT);
    return linker
        .defaultLookup()
        .find("nice")
        .map(function -> linker.downcallHandle(function, type));
  }

  /** From now on the calling thread computes. Where that may not be said nothing changes. */
  static void computing() {
    NICE.ifPresent(Niceness::add);
  }

  private static void add(MethodHandle nice) {
    try {
      var _ = (int) nice.invokeExact(COMPUTING); // Both refusal and success may be -1.
    } catch (Throwable e) {
      throw new AssertionError("a call into C throws nothing", e);
    }
  }
}
