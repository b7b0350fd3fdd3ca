// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.engine.llama;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** The weights of one GGUF file, mapped into memory, and what the file says of itself. */
final class LlamaWeights implements AutoCloseable {
  private static final int LONGEST_TEMPLATE = 1 << 18;

  private final Functions functions;
  private final MemorySegment address;
  private final LlamaVocabulary vocabulary;

  private LlamaWeights(Functions functions, MemorySegment address, LlamaVocabulary vocabulary) {
    this.functions = functions;
    this.address = address;
    this.vocabulary = vocabulary;
  }

  /**
   * Maps {@code file}, which may be deleted afterwards.
   *
   * @throws IllegalStateException if the library refuses it
   */
  static LlamaWeights load(Functions functions, Path file) {
    try (var arena = Arena.ofConfined()) {
      var parameters =
          (MemorySegment) functions.modelDefaults.invokeExact((SegmentAllocator) arena);
      var address =
          (MemorySegment)
              functions.modelLoad.invokeExact(arena.allocateFrom(file.toString()), parameters);
      if (Abi.isNull(address)) {
        throw new IllegalStateException("not a GGUF file that this engine can run");
      }
      var vocabulary =
          new LlamaVocabulary(
              functions, (MemorySegment) functions.modelVocabulary.invokeExact(address));
      return new LlamaWeights(functions, address, vocabulary);
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw Functions.unforeseen(e);
    }
  }

  LlamaVocabulary vocabulary() {
    return vocabulary;
  }

  Functions functions() {
    return functions;
  }

  MemorySegment address() {
    return address;
  }

  /** Tokens that the model was trained to look back on. */
  int trainedContext() throws Throwable {
    return (int) functions.modelContext.invokeExact(address);
  }

  /** The template of a chat, in Jinja. */
  Optional<String> chatTemplate() {
    try (var arena = Arena.ofConfined()) {
      var out = arena.allocate(LONGEST_TEMPLATE);
      var length =
          (int)
              functions.modelMetadata.invokeExact(
                  address,
                  arena.allocateFrom("tokenizer.chat_template"),
                  out,
                  (long) LONGEST_TEMPLATE);
      if (length < 0) {
        return Optional.empty();
      }
      if (length >= LONGEST_TEMPLATE) {
        throw new IllegalStateException("the chat template has " + length + " bytes");
      }
      var utf8 = out.asSlice(0, length).toArray(JAVA_BYTE);
      return Optional.of(new String(utf8, StandardCharsets.UTF_8));
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw Functions.unforeseen(e);
    }
  }

  @Override
  public void close() {
    try {
      functions.modelFree.invokeExact(address);
    } catch (Throwable e) {
      throw Functions.unforeseen(e);
    }
  }
}
