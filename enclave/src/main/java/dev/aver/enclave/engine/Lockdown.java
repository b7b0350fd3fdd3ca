// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.engine;

import ai.djl.Model;
import ai.djl.engine.Engine;
import dev.aver.enclave.models.PrivateFolder;
import java.io.IOException;

/**
 * The engine framework may not download, report home, or choose an engine by itself. DJL would ask
 * the cloud's metadata service, call a telemetry object, fetch natives, and can send requests to a
 * remote engine that a model's address selects: none of that may happen to a prompt.
 */
public final class Lockdown {
  /** The engine that runs whatever does not name another one. */
  static final String ENGINE = "OnnxRuntime";

  private Lockdown() {}

  /** Closes every door. Call before anything else of DJL. */
  public static synchronized void close(PrivateFolder folder) {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.default_engine", ENGINE);
    System.setProperty("DJL_DEFAULT_ENGINE", ENGINE);
    System.setProperty("DJL_CACHE_DIR", folder.path().toString());
    System.setProperty("ENGINE_CACHE_DIR", folder.path().toString());
  }

  /** Refuses a model that another engine would run, such as the one that sends requests away. */
  static void check(Model model) {
    var engine = model.getNDManager().getEngine().getEngineName();
    if (!engine.equals(ENGINE)) {
      throw new IllegalStateException("the model is run by " + engine);
    }
  }

  /** As {@link #close}, then starts the default engine. */
  static synchronized Engine start(PrivateFolder folder) throws IOException {
    close(folder);
    if (!NativeLibraries.unpacked()) {
      NativeLibraries.unpack(folder);
    }
    // Before anyone touches ONNX Runtime itself: DJL insists on creating its environment.
    var engine = Engine.getEngine(ENGINE);
    if (!engine.getEngineName().equals(ENGINE)) {
      throw new IllegalStateException("engine is " + engine.getEngineName());
    }
    return engine;
  }
}
