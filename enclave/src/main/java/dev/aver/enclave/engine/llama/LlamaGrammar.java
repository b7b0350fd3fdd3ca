// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.engine.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.aver.enclave.inference.generation.Grammar;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * llama.cpp's grammar sampler. It ends the process when it is given a token that it does not allow,
 * so every token is asked for first.
 */
final class LlamaGrammar implements Grammar {
  private final Functions functions;
  private final MemorySegment sampler;
  private final int vocabulary;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment header = arena.allocate(Abi.CANDIDATES_SIZE, 8);
  private final MemorySegment one = arena.allocate(Abi.CANDIDATE_SIZE, 4);

  private LlamaGrammar(Functions functions, MemorySegment sampler, int vocabulary) {
    this.functions = functions;
    this.sampler = sampler;
    this.vocabulary = vocabulary;
  }

  /** Of GBNF whose rule {@code root} is the whole text; empty if it cannot be read. */
  static Optional<Grammar> of(Functions functions, LlamaVocabulary vocabulary, String gbnf) {
    try (var texts = Arena.ofConfined()) {
      var sampler =
          (MemorySegment)
              functions.grammarNew.invokeExact(
                  vocabulary.address(), texts.allocateFrom(gbnf), texts.allocateFrom("root"));
      return Abi.isNull(sampler)
          ? Optional.empty()
          : Optional.of(new LlamaGrammar(functions, sampler, vocabulary.size()));
    } catch (Throwable e) {
      throw Functions.unforeseen(e);
    }
  }

  @Override
  public boolean allows(int token) {
    one.set(JAVA_INT_UNALIGNED, 0, token);
    one.set(JAVA_FLOAT_UNALIGNED, Abi.CANDIDATE_LOGIT, 0f);
    apply(one, 1);
    return one.get(JAVA_FLOAT_UNALIGNED, Abi.CANDIDATE_LOGIT) != Float.NEGATIVE_INFINITY;
  }

  @Override
  public void mask(float[] logits) {
    try (var own = Arena.ofConfined()) {
      var all = own.allocate(Abi.CANDIDATE_SIZE * vocabulary, 4);
      for (var token = 0; token < vocabulary; token++) {
        all.set(JAVA_INT_UNALIGNED, Abi.CANDIDATE_SIZE * token, token);
      }
      apply(all, vocabulary);
      for (var token = 0; token < vocabulary; token++) {
        var at = Abi.CANDIDATE_SIZE * token + Abi.CANDIDATE_LOGIT;
        if (all.get(JAVA_FLOAT_UNALIGNED, at) == Float.NEGATIVE_INFINITY) {
          logits[token] = Float.NEGATIVE_INFINITY;
        }
      }
    }
  }

  private void apply(MemorySegment candidates, int count) {
    header.set(ADDRESS, 0, candidates);
    header.set(JAVA_LONG, 8, count);
    header.set(JAVA_LONG, 16, -1); // none is chosen
    header.set(JAVA_BYTE, 24, (byte) 0); // not sorted
    try {
      functions.samplerApply.invokeExact(sampler, header);
    } catch (Throwable e) {
      throw Functions.unforeseen(e);
    }
  }

  @Override
  public void accept(int token) {
    try {
      functions.samplerAccept.invokeExact(sampler, token);
    } catch (Throwable e) {
      throw Functions.unforeseen(e);
    }
  }

  @Override
  public void close() {
    try {
      functions.samplerFree.invokeExact(sampler);
    } catch (Throwable e) {
      throw Functions.unforeseen(e);
    }
    arena.close();
  }
}
