// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.engine.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.aver.enclave.inference.EngineFailed;
import dev.aver.enclave.inference.generation.GenerationModel.Counts;
import dev.aver.enclave.inference.generation.Rows;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/**
 * What llama.cpp has computed for the living sequences, and the one buffer through which steps go
 * in. Every sequence has keys and values of its own place, so that none can move the others' sums.
 * For one thread at a time.
 */
@SuppressWarnings("restricted")
final class LlamaContext implements AutoCloseable {
  /** The most rows of one step; no step is cut into smaller ones by the library. */
  static final int ROWS = 256;

  private final Functions functions;
  private final int vocabulary;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment address;
  private final MemorySegment memory;
  private final MemorySegment batch = arena.allocate(Abi.BATCH);
  private final MemorySegment tokens = arena.allocate(JAVA_INT, ROWS);
  private final MemorySegment positions = arena.allocate(JAVA_INT, ROWS);
  private final MemorySegment counts = arena.allocate(JAVA_INT, ROWS);
  private final MemorySegment sequences = arena.allocate(JAVA_INT, ROWS);
  private final MemorySegment sequenceAddresses = arena.allocate(Abi.addresses(ROWS));
  private final MemorySegment wanted = arena.allocate(ROWS);

  /**
   * Makes room for {@code sequenceCount} sequences of {@code length} tokens.
   *
   * @throws IllegalStateException if the library refuses
   */
  LlamaContext(
      Functions functions,
      MemorySegment model,
      int vocabulary,
      int sequenceCount,
      int length,
      int threads)
      throws Throwable {
    this.functions = functions;
    this.vocabulary = vocabulary;
    var parameters = LlamaLibrary.contextDefaults(functions, arena);
    parameters.set(JAVA_INT, Abi.CONTEXT_SIZE, Math.multiplyExact(sequenceCount, length));
    parameters.set(JAVA_INT, Abi.CONTEXT_BATCH, ROWS);
    parameters.set(JAVA_INT, Abi.CONTEXT_MICRO_BATCH, ROWS);
    parameters.set(JAVA_INT, Abi.CONTEXT_SEQUENCES, sequenceCount);
    parameters.set(JAVA_INT, Abi.CONTEXT_THREADS, threads);
    parameters.set(JAVA_INT, Abi.CONTEXT_BATCH_THREADS, threads);
    // On, it gives other bits, and other ones again for other lengths.
    parameters.set(JAVA_INT, Abi.CONTEXT_FLASH_ATTENTION, Abi.FLASH_ATTENTION_OFF);
    address = (MemorySegment) functions.contextNew.invokeExact(model, parameters);
    if (Abi.isNull(address)) {
      throw new IllegalStateException("no context of " + sequenceCount + " times " + length);
    }
    memory = (MemorySegment) functions.memory.invokeExact(address);
    for (var row = 0; row < ROWS; row++) {
      counts.setAtIndex(JAVA_INT, row, 1);
      sequenceAddresses.setAtIndex(ADDRESS, row, sequences.asSlice(4L * row));
    }
    batch.set(ADDRESS, Abi.BATCH_TOKENS, tokens);
    batch.set(ADDRESS, Abi.BATCH_POSITIONS, positions);
    batch.set(ADDRESS, Abi.BATCH_SEQUENCE_COUNTS, counts);
    batch.set(ADDRESS, Abi.BATCH_SEQUENCES, sequenceAddresses);
    batch.set(ADDRESS, Abi.BATCH_WANTED, wanted);
  }

  /** Tokens that each sequence may have. */
  int length() throws Throwable {
    return (int) functions.contextLength.invokeExact(address);
  }

  /** One {@code llama_decode}. */
  void decode(Rows rows) throws EngineFailed {
    for (var row = 0; row < rows.size(); row++) {
      tokens.setAtIndex(JAVA_INT, row, rows.token(row));
      positions.setAtIndex(JAVA_INT, row, rows.position(row));
      sequences.setAtIndex(JAVA_INT, row, rows.sequence(row));
      wanted.set(JAVA_BYTE, row, (byte) (rows.wanted(row) ? 1 : 0));
    }
    batch.set(JAVA_INT, Abi.BATCH_COUNT, rows.size());
    int result;
    try {
      result = (int) functions.decode.invokeExact(address, batch);
    } catch (Throwable e) {
      throw new EngineFailed(Functions.unforeseen(e));
    }
    if (result != 0) {
      throw new EngineFailed(new IllegalStateException("llama_decode says " + result));
    }
  }

  void logits(int row, float[] into) throws EngineFailed {
    MemorySegment found;
    try {
      found = (MemorySegment) functions.logits.invokeExact(address, row);
    } catch (Throwable e) {
      throw new EngineFailed(Functions.unforeseen(e));
    }
    if (Abi.isNull(found)) {
      throw new EngineFailed(new IllegalStateException("no logits of row " + row));
    }
    var bounded = found.reinterpret((long) vocabulary * Float.BYTES);
    MemorySegment.copy(bounded, JAVA_FLOAT, 0, into, 0, vocabulary);
  }

  void forget(int sequence) {
    try {
      var whole = (boolean) functions.memoryRemove.invokeExact(memory, sequence, -1, -1);
      if (!whole) {
        throw new IllegalStateException("a sequence cannot be forgotten");
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw Functions.unforeseen(e);
    }
  }

  void move(int from, int to) {
    try {
      functions.memoryCopy.invokeExact(memory, from, to, -1, -1);
    } catch (Throwable e) {
      throw Functions.unforeseen(e);
    }
    forget(from); // what it says is copied, if not yet what it holds: that is before the next step
  }

  Counts counts() {
    try (var own = Arena.ofConfined()) {
      var found =
          (MemorySegment) functions.performance.invokeExact((SegmentAllocator) own, address);
      return new Counts(
          found.get(JAVA_INT, Abi.PERFORMANCE_PROMPT_TOKENS),
          found.get(JAVA_INT, Abi.PERFORMANCE_STEPS));
    } catch (Throwable e) {
      throw Functions.unforeseen(e);
    }
  }

  @Override
  public void close() {
    try {
      functions.contextFree.invokeExact(address);
    } catch (Throwable e) {
      throw Functions.unforeseen(e);
    }
    arena.close();
  }
}
