// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.engine.llama;

import ai.djl.BaseModel;
import ai.djl.MalformedModelException;
import ai.djl.ndarray.types.DataType;
import ai.djl.util.passthrough.PassthroughNDManager;
import dev.aver.enclave.models.ModelRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A GGUF file behind DJL's model interface. Its options are all required: {@code natives} (folder),
 * {@code kernels}, {@code threads}, {@code sequences}, {@code context}; {@code private} (folder) is
 * not.
 */
final class LlamaModel extends BaseModel {
  LlamaModel(String name) {
    super(name);
    manager = PassthroughNDManager.INSTANCE;
    dataType = DataType.FLOAT32;
  }

  @Override
  public void load(Path path, @Nullable String prefix, @Nullable Map<String, ?> options)
      throws IOException, MalformedModelException {
    var given = Objects.requireNonNull(options, "options");
    setModelDir(path);
    try {
      var library =
          LlamaLibrary.load(
              Path.of(text(given, "natives")),
              KernelVariant.of(text(given, "kernels")).orElseThrow(),
              Optional.ofNullable(given.get("private")).map(p -> Path.of(p.toString())));
      var file = modelDir.resolve(prefix == null ? modelName : prefix);
      block =
          new LlamaBlock(
              LlamaWeights.load(library.functions(), file),
              number(given, "sequences"),
              number(given, "context"),
              number(given, "threads"));
    } catch (ModelRefused | IllegalStateException e) {
      throw new MalformedModelException(modelName + " does not load", e);
    }
    wasLoaded = true;
  }

  private static String text(Map<String, ?> options, String name) {
    return Objects.requireNonNull(options.get(name), name).toString();
  }

  private static int number(Map<String, ?> options, String name) {
    return Integer.parseInt(text(options, name));
  }

  @Override
  public void close() {
    if (block instanceof LlamaBlock ours) {
      ours.close();
    }
    super.close();
  }
}
