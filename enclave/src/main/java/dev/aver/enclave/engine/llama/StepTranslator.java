// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.engine.llama;

import ai.djl.ndarray.NDList;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import ai.djl.util.passthrough.PassthroughNDArray;
import dev.aver.enclave.inference.generation.Rows;

/** Hands rows through DJL as they are; what comes out is asked of the context. */
final class StepTranslator implements NoBatchifyTranslator<Rows, Rows> {
  @Override
  public NDList processInput(TranslatorContext context, Rows rows) {
    return new NDList(new PassthroughNDArray(rows));
  }

  @Override
  public Rows processOutput(TranslatorContext context, NDList list) {
    return (Rows) ((PassthroughNDArray) list.head()).getObject();
  }
}
