// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.engine.llama;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.util.passthrough.PassthroughNDManager;
import org.jspecify.annotations.Nullable;

/** DJL's view of llama.cpp: it makes models, and no arrays of its own. */
final class LlamaEngine extends Engine {
  /** The name in {@code Criteria.optEngine}. */
  static final String NAME = "Llama";

  /** Behind every other engine: nobody gets this one without naming it. */
  static final int RANK = 100;

  @Override
  public @Nullable Engine getAlternativeEngine() {
    return null;
  }

  @Override
  public String getEngineName() {
    return NAME;
  }

  @Override
  public int getRank() {
    return RANK;
  }

  @Override
  public String getVersion() {
    return Abi.VERSION;
  }

  @Override
  public boolean hasCapability(String capability) {
    return false;
  }

  @Override
  public Model newModel(String name, @Nullable Device device) {
    return new LlamaModel(name);
  }

  @Override
  public NDManager newBaseManager() {
    return PassthroughNDManager.INSTANCE;
  }

  @Override
  public NDManager newBaseManager(@Nullable Device device) {
    return newBaseManager();
  }
}
