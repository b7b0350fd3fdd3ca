// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.engine;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.translate.TranslateException;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.aver.attestation.keyset.Manifest;
import dev.aver.attestation.receipt.Tensor;
import dev.aver.enclave.inference.EngineFailed;
import dev.aver.enclave.inference.TensorEngine;
import dev.aver.enclave.inference.TensorSpec;
import dev.aver.enclave.models.ModelFolders;
import dev.aver.enclave.models.ModelRefused;
import dev.aver.enclave.models.Precision;
import dev.aver.enclave.models.PrivateFolder;
import dev.aver.enclave.models.TensorModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A graph in ONNX form, run on one thread per call. */
public final class OnnxTensorModel implements TensorEngine, AutoCloseable {
  private final Model model;
  private final OnnxGraph graph;

  private OnnxTensorModel(Model model, OnnxGraph graph) {
    this.model = model;
    this.graph = graph;
  }

  /** A graph with the manifest that the keyset has of it. */
  public record Loaded(OnnxTensorModel engine, Manifest manifest) {}

  /**
   * Loads the model's files after checking them; nothing of them is left on disk when this returns.
   *
   * @throws ModelRefused if a file differs from the catalogue or the engine refuses it
   */
  public static Loaded load(TensorModel description, ModelFolders folders)
      throws ModelRefused, IOException {
    try (var natives = PrivateFolder.create(folders.privateParent())) {
      Lockdown.start(natives);
      try (var files = folders.verified(description.files())) {
        var weights = files.path().resolve(description.weights().path());
        var model = open(description.name(), weights, 1);
        // Which precision a graph computes in, it says nowhere: the name is the one that says more.
        var kernels = Kernels.of(Precision.INT8);
        var version = ai.djl.engine.Engine.getEngine(Lockdown.ENGINE).getVersion();
        return new Loaded(model, description.manifest(version, kernels));
      }
    }
  }

  /** Loads a checked file; {@code threads} within one run. */
  static OnnxTensorModel open(String name, Path weights, int threads)
      throws ModelRefused, IOException {
    var engine = ai.djl.engine.Engine.getEngine(Lockdown.ENGINE);
    var model = engine.newModel(name, Device.cpu());
    try {
      model.load(weights, name, Map.of("sessionOptions", options(threads)));
      Lockdown.check(model);
      return new OnnxTensorModel(model, OnnxGraph.read(weights));
    } catch (MalformedModelException | OrtException e) {
      model.close();
      throw new ModelRefused(ModelRefused.Cause.ENGINE, name + " does not load");
    }
  }

  /** All graph optimisations, and no log: the engine's lines would quote values of requests. */
  private static SessionOptions options(int threads) throws OrtException {
    var options = new SessionOptions();
    options.setIntraOpNumThreads(threads);
    options.setInterOpNumThreads(1);
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    return options;
  }

  @Override
  public List<TensorSpec> inputs() {
    return graph.inputs();
  }

  @Override
  public List<TensorSpec> outputs() {
    return graph.outputs();
  }

  @Override
  public List<Tensor> infer(List<Tensor> given) throws EngineFailed {
    try (var predictor = model.newPredictor(new TensorTranslator(graph.outputs()))) {
      return predictor.predict(given);
    } catch (TranslateException | RuntimeException e) {
      throw new EngineFailed(e);
    }
  }

  /** The framework's own handle, for those who know what the graph means. */
  Model model() {
    return model;
  }

  @Override
  public void close() {
    model.close();
  }
}
