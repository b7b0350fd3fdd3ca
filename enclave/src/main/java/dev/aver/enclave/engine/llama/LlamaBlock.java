// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.engine.llama;

import ai.djl.ndarray.NDList;
import ai.djl.nn.AbstractSymbolBlock;
import ai.djl.nn.ParameterList;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import ai.djl.util.passthrough.PassthroughNDArray;
import dev.aver.enclave.inference.EngineFailed;
import dev.aver.enclave.inference.generation.Rows;
import org.jspecify.annotations.Nullable;

/** DJL's forward pass is one step: the rows of all living sequences in one {@code llama_decode}. */
final class LlamaBlock extends AbstractSymbolBlock implements AutoCloseable {
  private final LlamaWeights weights;
  private final LlamaContext context;

  LlamaBlock(LlamaWeights weights, int sequences, int length, int threads) {
    this.weights = weights;
    try {
      var most = weights.trainedContext();
      if (length > most) {
        throw new IllegalStateException("the model looks back on " + most + " tokens at most");
      }
      this.context =
          new LlamaContext(
              weights.functions(),
              weights.address(),
              weights.vocabulary().size(),
              sequences,
              length,
              threads);
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw Functions.unforeseen(e);
    }
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> more) {
    var rows = (Rows) ((PassthroughNDArray) inputs.head()).getObject();
    try {
      context.decode(rows);
    } catch (EngineFailed e) {
      throw new IllegalStateException(e);
    }
    return inputs;
  }

  @Override
  public ParameterList getDirectParameters() {
    return new ParameterList();
  }

  LlamaWeights weights() {
    return weights;
  }

  LlamaContext context() {
    return context;
  }

  @Override
  public void close() {
    context.close();
    weights.close();
  }
}
