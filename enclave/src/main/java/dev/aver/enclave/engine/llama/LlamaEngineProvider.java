// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.engine.llama;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineProvider;

/** Found by DJL as a service; loads nothing native before a model does. */
public final class LlamaEngineProvider implements EngineProvider {
  private static final Engine ENGINE = new LlamaEngine();

  /** Called by the service loader. */
  public LlamaEngineProvider() {}

  @Override
  public String getEngineName() {
    return LlamaEngine.NAME;
  }

  @Override
  public int getEngineRank() {
    return LlamaEngine.RANK;
  }

  @Override
  public Engine getEngine() {
    return ENGINE;
  }
}
