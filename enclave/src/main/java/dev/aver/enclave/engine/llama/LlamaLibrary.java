// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.engine.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.aver.enclave.models.ModelRefused;
import dev.aver.enclave.models.PrivateFolder;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * llama.cpp, loaded once per process with one kernel variant, from files that were hashed first. A
 * library whose version or structures are not the expected ones is refused before its first use.
 */
@SuppressWarnings("restricted")
final class LlamaLibrary {
  private static @Nullable LlamaLibrary loaded;

  private final KernelVariant variant;
  private final Functions functions;

  private LlamaLibrary(KernelVariant variant, Functions functions) {
    this.variant = variant;
    this.functions = functions;
  }

  /**
   * Loads, or answers what is loaded.
   *
   * @param directory with the files of the npm package; they need not be trusted
   * @param privateParent where the checked copies lie until they are loaded
   * @throws ModelRefused if a file differs from the pinned one, the processor lacks a feature, or
   *     another variant is loaded already
   */
  static synchronized LlamaLibrary load(
      Path directory, KernelVariant variant, Optional<Path> privateParent)
      throws IOException, ModelRefused {
    var here = loaded;
    if (here == null) {
      here = loadFirst(directory, variant, privateParent);
      loaded = here;
    }
    if (here.variant != variant) {
      throw refused("kernels are " + here.variant.text() + " already, not " + variant.text());
    }
    return here;
  }

  private static LlamaLibrary loadFirst(
      Path directory, KernelVariant variant, Optional<Path> privateParent)
      throws IOException, ModelRefused {
    var missing = variant.missing(Processor.flags());
    if (!missing.isEmpty()) {
      throw refused("kernels " + variant.text() + " need a processor with " + missing);
    }
    try (var folder = PrivateFolder.create(privateParent)) {
      NativeFiles.copyVerified(directory, variant, folder);
      return new LlamaLibrary(variant, functions(folder.path(), variant));
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw refused(e.getMessage());
    }
  }

  private static ModelRefused refused(@Nullable String why) {
    return new ModelRefused(ModelRefused.Cause.ENGINE, "llama.cpp does not load: " + why);
  }

  /** In the order of their dependencies, so that none is looked for anywhere else. */
  private static Functions functions(Path folder, KernelVariant variant) {
    var forever = Arena.global();
    SymbolLookup.libraryLookup(folder.resolve(NativeFiles.BASE.path()), forever);
    var ggml = SymbolLookup.libraryLookup(folder.resolve(NativeFiles.GGML.path()), forever);
    var llama = SymbolLookup.libraryLookup(folder.resolve(NativeFiles.LLAMA.path()), forever);
    var functions = new Functions(ggml, llama);
    try (var arena = Arena.ofConfined()) {
      Abi.check(
          text((MemorySegment) functions.version.invokeExact()), contextDefaults(functions, arena));
      functions.logSet.invokeExact(silence(forever), MemorySegment.NULL);
      var kernels = arena.allocateFrom(folder.resolve(variant.file().path()).toString());
      var backend = (MemorySegment) functions.backendLoad.invokeExact(kernels);
      if (Abi.isNull(backend)) {
        throw new IllegalStateException("the kernels do not load");
      }
      functions.backendInit.invokeExact();
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw Functions.unforeseen(e);
    }
    return functions;
  }

  static MemorySegment contextDefaults(Functions functions, Arena arena) throws Throwable {
    return (MemorySegment) functions.contextDefaults.invokeExact((SegmentAllocator) arena);
  }

  /** A text of the library. */
  static String text(MemorySegment address) {
    return address.reinterpret(256).getString(0);
  }

  /** Its log goes nowhere: it writes to the console by itself, and may quote what it reads. */
  private static MemorySegment silence(Arena arena) throws ReflectiveOperationException {
    var type =
        MethodType.methodType(void.class, int.class, MemorySegment.class, MemorySegment.class);
    return Linker.nativeLinker()
        .upcallStub(
            MethodHandles.lookup().findStatic(LlamaLibrary.class, "drop", type),
            FunctionDescriptor.ofVoid(JAVA_INT, ADDRESS, ADDRESS),
            arena);
  }

  @SuppressWarnings("unused") // by the library
  private static void drop(int level, MemorySegment text, MemorySegment user) {}

  Functions functions() {
    return functions;
  }
}
