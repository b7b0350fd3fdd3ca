// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.engine.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/**
 * The structures of llama.cpp 0.5.0 that are passed by value: their sizes and the places of the
 * members that are set here, on 64-bit Linux. They move between releases, so {@link #check} refuses
 * a library whose defaults do not lie where this table says.
 */
final class Abi {
  /** What {@code llama_version()} must say. */
  static final String VERSION = "0.5.0-dev";

  static final StructLayout MODEL_PARAMS = words(80);
  static final StructLayout CONTEXT_PARAMS = words(160);
  static final StructLayout BATCH = words(56);

  /** Four doubles of times, then three 32-bit counts, padded. */
  static final StructLayout PERFORMANCE = words(48);

  static final long PERFORMANCE_PROMPT_TOKENS = 32;
  static final long PERFORMANCE_STEPS = 36;

  static final long CONTEXT_SIZE = 0;
  static final long CONTEXT_BATCH = 4;
  static final long CONTEXT_MICRO_BATCH = 8;
  static final long CONTEXT_SEQUENCES = 12;
  static final long CONTEXT_THREADS = 28;
  static final long CONTEXT_BATCH_THREADS = 32;
  static final long CONTEXT_FLASH_ATTENTION = 52;
  static final long CONTEXT_TYPE_K = 104;
  static final long CONTEXT_TYPE_V = 108;

  static final int FLASH_ATTENTION_AUTO = -1;
  static final int FLASH_ATTENTION_OFF = 0;
  static final int TYPE_F16 = 1;

  static final long BATCH_COUNT = 0;
  static final long BATCH_TOKENS = 8;
  static final long BATCH_POSITIONS = 24;
  static final long BATCH_SEQUENCE_COUNTS = 32;
  static final long BATCH_SEQUENCES = 40;
  static final long BATCH_WANTED = 48;

  /** One candidate of a sampler: id, logit, probability. */
  static final long CANDIDATE_SIZE = 12;

  static final long CANDIDATE_LOGIT = 4;

  /** {@code llama_token_data_array}: address, count, index of the chosen one, sorted or not. */
  static final long CANDIDATES_SIZE = 32;

  private Abi() {}

  private static StructLayout words(int bytes) {
    return MemoryLayout.structLayout(
        MemoryLayout.sequenceLayout(bytes / JAVA_LONG.byteSize(), JAVA_LONG));
  }

  /**
   * Compares what a library says of itself with this table.
   *
   * @throws IllegalStateException with the first difference: calling it would corrupt memory
   */
  static void check(String version, MemorySegment contextDefaults) {
    if (!version.equals(VERSION)) {
      throw new IllegalStateException("llama.cpp is " + version + ", not " + VERSION);
    }
    require(contextDefaults, "n_ctx", CONTEXT_SIZE, 512);
    require(contextDefaults, "n_batch", CONTEXT_BATCH, 2048);
    require(contextDefaults, "n_ubatch", CONTEXT_MICRO_BATCH, 512);
    require(contextDefaults, "n_seq_max", CONTEXT_SEQUENCES, 1);
    require(contextDefaults, "flash_attn_type", CONTEXT_FLASH_ATTENTION, FLASH_ATTENTION_AUTO);
    require(contextDefaults, "type_k", CONTEXT_TYPE_K, TYPE_F16);
    require(contextDefaults, "type_v", CONTEXT_TYPE_V, TYPE_F16);
  }

  private static void require(MemorySegment struct, String member, long offset, int expected) {
    var found = struct.get(JAVA_INT, offset);
    if (found != expected) {
      throw new IllegalStateException(
          "llama.cpp's " + member + " is " + found + " by default, not " + expected);
    }
  }

  /** Whether an address is null. */
  static boolean isNull(MemorySegment address) {
    return address.address() == 0;
  }

  /** A column of {@code count} addresses. */
  static MemoryLayout addresses(int count) {
    return MemoryLayout.sequenceLayout(count, ADDRESS);
  }
}
