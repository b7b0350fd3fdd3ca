// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Token ids to tensors, hidden states to one pooled vector. Always named to DJL explicitly: its
 * deferred translators load classes that model files name.
 */
final class EncoderTranslator implements NoBatchifyTranslator<long[], float[]> {
  @Override
  public NDList processInput(TranslatorContext context, long[] tokens) {
    var mask = new long[tokens.length];
    Arrays.fill(mask, 1);
    return new NDList(
        tensor(context, "input_ids", tokens),
        tensor(context, "attention_mask", mask),
        tensor(context, "token_type_ids", new long[tokens.length]));
  }

  private static NDArray tensor(TranslatorContext context, String name, long[] values) {
    var tensor = context.getNDManager().create(values, new Shape(1, values.length));
    tensor.setName(name);
    return tensor;
  }

  @Override
  public float[] processOutput(TranslatorContext context, NDList list) {
    var hidden = list.get(0);
    var shape = hidden.getShape();
    var values = hidden.toByteBuffer(false).order(ByteOrder.nativeOrder()).asFloatBuffer();
    return Pooling.mean(values, (int) shape.get(1), (int) shape.get(2));
  }
}
