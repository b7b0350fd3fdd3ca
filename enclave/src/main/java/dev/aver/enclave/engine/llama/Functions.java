// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.engine.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * The functions of llama.cpp that are called, with the types of its header. Whoever calls one knows
 * its contract: nothing here is checked, and a wrong address ends the process.
 */
@SuppressWarnings("restricted")
final class Functions {
  private static final Linker LINKER = Linker.nativeLinker();

  final MethodHandle logSet;
  final MethodHandle backendLoad;
  final MethodHandle backendInit;
  final MethodHandle version;
  final MethodHandle modelDefaults;
  final MethodHandle contextDefaults;
  final MethodHandle modelLoad;
  final MethodHandle modelFree;
  final MethodHandle modelVocabulary;
  final MethodHandle modelMetadata;
  final MethodHandle modelContext;
  final MethodHandle vocabularySize;
  final MethodHandle vocabularyEnds;
  final MethodHandle vocabularyControl;
  final MethodHandle vocabularyFirst;
  final MethodHandle vocabularyLast;
  final MethodHandle tokenize;
  final MethodHandle piece;
  final MethodHandle contextNew;
  final MethodHandle contextFree;
  final MethodHandle contextLength;
  final MethodHandle memory;
  final MethodHandle memoryRemove;
  final MethodHandle memoryCopy;
  final MethodHandle decode;
  final MethodHandle logits;
  final MethodHandle performance;
  final MethodHandle grammarNew;
  final MethodHandle samplerApply;
  final MethodHandle samplerAccept;
  final MethodHandle samplerFree;

  Functions(SymbolLookup ggml, SymbolLookup llama) {
    backendLoad = handle(ggml, "ggml_backend_load", ADDRESS, ADDRESS);
    logSet = nothing(llama, "llama_log_set", ADDRESS, ADDRESS);
    backendInit = nothing(llama, "llama_backend_init");
    version = handle(llama, "llama_version", ADDRESS);
    modelDefaults = handle(llama, "llama_model_default_params", Abi.MODEL_PARAMS);
    contextDefaults = handle(llama, "llama_context_default_params", Abi.CONTEXT_PARAMS);
    modelLoad = handle(llama, "llama_model_load_from_file", ADDRESS, ADDRESS, Abi.MODEL_PARAMS);
    modelFree = nothing(llama, "llama_model_free", ADDRESS);
    modelVocabulary = handle(llama, "llama_model_get_vocab", ADDRESS, ADDRESS);
    modelMetadata =
        handle(llama, "llama_model_meta_val_str", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG);
    modelContext = handle(llama, "llama_model_n_ctx_train", JAVA_INT, ADDRESS);
    vocabularySize = handle(llama, "llama_vocab_n_tokens", JAVA_INT, ADDRESS);
    vocabularyEnds = handle(llama, "llama_vocab_is_eog", JAVA_BOOLEAN, ADDRESS, JAVA_INT);
    vocabularyControl = handle(llama, "llama_vocab_is_control", JAVA_BOOLEAN, ADDRESS, JAVA_INT);
    vocabularyFirst = handle(llama, "llama_vocab_bos", JAVA_INT, ADDRESS);
    vocabularyLast = handle(llama, "llama_vocab_eos", JAVA_INT, ADDRESS);
    tokenize =
        handle(
            llama,
            "llama_tokenize",
            JAVA_INT,
            ADDRESS,
            ADDRESS,
            JAVA_INT,
            ADDRESS,
            JAVA_INT,
            JAVA_BOOLEAN,
            JAVA_BOOLEAN);
    piece =
        handle(
            llama,
            "llama_token_to_piece",
            JAVA_INT,
            ADDRESS,
            JAVA_INT,
            ADDRESS,
            JAVA_INT,
            JAVA_INT,
            JAVA_BOOLEAN);
    contextNew = handle(llama, "llama_init_from_model", ADDRESS, ADDRESS, Abi.CONTEXT_PARAMS);
    contextFree = nothing(llama, "llama_free", ADDRESS);
    contextLength = handle(llama, "llama_n_ctx_seq", JAVA_INT, ADDRESS);
    memory = handle(llama, "llama_get_memory", ADDRESS, ADDRESS);
    memoryRemove =
        handle(llama, "llama_memory_seq_rm", JAVA_BOOLEAN, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT);
    memoryCopy =
        nothing(llama, "llama_memory_seq_cp", ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    decode = handle(llama, "llama_decode", JAVA_INT, ADDRESS, Abi.BATCH);
    logits = handle(llama, "llama_get_logits_ith", ADDRESS, ADDRESS, JAVA_INT);
    performance = handle(llama, "llama_perf_context", Abi.PERFORMANCE, ADDRESS);
    grammarNew = handle(llama, "llama_sampler_init_grammar", ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    samplerApply = nothing(llama, "llama_sampler_apply", ADDRESS, ADDRESS);
    samplerAccept = nothing(llama, "llama_sampler_accept", ADDRESS, JAVA_INT);
    samplerFree = nothing(llama, "llama_sampler_free", ADDRESS);
  }

  /** What a downcall threw: there is nothing a caller could do about it. */
  static IllegalStateException unforeseen(Throwable cause) {
    return new IllegalStateException("a call into llama.cpp failed", cause);
  }

  private static MethodHandle handle(
      SymbolLookup library, String name, MemoryLayout result, MemoryLayout... arguments) {
    return LINKER.downcallHandle(address(library, name), FunctionDescriptor.of(result, arguments));
  }

  private static MethodHandle nothing(
      SymbolLookup library, String name, MemoryLayout... arguments) {
    return LINKER.downcallHandle(address(library, name), FunctionDescriptor.ofVoid(arguments));
  }

  private static MemorySegment address(SymbolLookup library, String name) {
    return library
        .find(name)
        .orElseThrow(() -> new IllegalStateException("llama.cpp has no " + name));
  }
}
