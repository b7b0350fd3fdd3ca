// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import dev.aver.enclave.models.PoolingRule;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Token ids of texts to tensors, hidden states to one pooled vector for each. Shorter texts are
 * padded behind their end and masked there. Always named to DJL explicitly: its deferred
 * translators load classes that model files name.
 */
final class EncoderTranslator implements NoBatchifyTranslator<List<long[]>, List<float[]>> {
  private final PoolingRule pooling;
  private final Set<String> inputs;
  private final int longest;
  private final int[] lengths;

  /**
   * For one run.
   *
   * @param inputs names that the graph takes
   * @param padTo ids that every text gets at least
   */
  EncoderTranslator(PoolingRule pooling, Set<String> inputs, List<long[]> texts, int padTo) {
    this.pooling = pooling;
    this.inputs = inputs;
    this.lengths = texts.stream().mapToInt(text -> text.length).toArray();
    this.longest = Math.max(padTo, Arrays.stream(lengths).max().orElse(0));
  }

  @Override
  public NDList processInput(TranslatorContext context, List<long[]> texts) {
    var ids = new long[texts.size() * longest];
    var mask = new long[ids.length];
    for (var i = 0; i < lengths.length; i++) {
      System.arraycopy(texts.get(i), 0, ids, i * longest, lengths[i]);
      Arrays.fill(mask, i * longest, i * longest + lengths[i], 1);
    }
    var list = new NDList();
    add(list, context, "input_ids", ids);
    add(list, context, "attention_mask", mask);
    add(list, context, "token_type_ids", new long[ids.length]);
    return list;
  }

  private void add(NDList list, TranslatorContext context, String name, long[] values) {
    if (inputs.contains(name)) {
      NDArray tensor = context.getNDManager().create(values, new Shape(lengths.length, longest));
      tensor.setName(name);
      list.add(tensor);
    }
  }

  @Override
  public List<float[]> processOutput(TranslatorContext context, NDList list) {
    var hidden = list.get(0);
    var width = (int) hidden.getShape().get(2);
    var values = hidden.toByteBuffer(false).order(ByteOrder.nativeOrder()).asFloatBuffer();
    var pooled = new ArrayList<float[]>(lengths.length);
    for (var i = 0; i < lengths.length; i++) {
      pooled.add(Pooling.of(pooling, values, i * longest * width, lengths[i], width));
    }
    return pooled;
  }
}
