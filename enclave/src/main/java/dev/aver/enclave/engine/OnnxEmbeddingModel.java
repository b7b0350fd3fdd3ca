// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.engine;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.translate.TranslateException;
import dev.aver.enclave.inference.EmbeddingModel;
import dev.aver.enclave.inference.EngineFailed;
import dev.aver.enclave.models.CatalogueModel;
import dev.aver.enclave.models.ModelRefused;
import dev.aver.enclave.models.PrivateFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A BERT-like encoder in ONNX form with mean pooling, run on one thread per call. */
public final class OnnxEmbeddingModel implements EmbeddingModel {
  /**
   * One thread in and between operators: cores are shared out by the workers, not by the engine.
   */
  private static final Map<String, String> OPTIONS =
      Map.of("intraOpNumThreads", "1", "interOpNumThreads", "1");

  private final CatalogueModel description;
  private final String engineVersion;
  private final Model model;
  private final HuggingFaceTokenizer tokenizer;

  private OnnxEmbeddingModel(
      CatalogueModel description,
      String engineVersion,
      Model model,
      HuggingFaceTokenizer tokenizer) {
    this.description = description;
    this.engineVersion = engineVersion;
    this.model = model;
    this.tokenizer = tokenizer;
  }

  /**
   * Loads the model's files from {@code directory} after checking them; nothing of them is left on
   * disk when this returns.
   *
   * @param privateParent where the checked copies lie meanwhile
   * @throws ModelRefused if a file differs from the catalogue or the engine refuses it
   */
  public static OnnxEmbeddingModel load(
      CatalogueModel description, Path directory, Optional<Path> privateParent)
      throws ModelRefused, IOException {
    try (var natives = PrivateFolder.create(privateParent);
        var files = PrivateFolder.inMemory(privateParent, description.size())) {
      var engine = Lockdown.start(natives);
      description.copyVerified(directory, files);
      var model = engine.newModel(description.name(), Device.cpu());
      model.load(files.path().resolve(description.weights().path()), description.name(), OPTIONS);
      return new OnnxEmbeddingModel(
          description, engine.getVersion(), model, tokenizer(description, files));
    } catch (MalformedModelException e) {
      throw new ModelRefused(ModelRefused.Cause.ENGINE, description.name() + " does not load");
    }
  }

  /** Own limits: the file's silently cut and pad at 128, so that two texts could share a vector. */
  private static HuggingFaceTokenizer tokenizer(CatalogueModel description, PrivateFolder files)
      throws IOException {
    return HuggingFaceTokenizer.builder()
        .optTokenizerPath(files.path().resolve(description.tokenizer().path()))
        .optPadding(false)
        .optTruncation(false)
        .build();
  }

  /** The version of ONNX Runtime that runs it, for the manifest. */
  public String engineVersion() {
    return engineVersion;
  }

  @Override
  public int dimensions() {
    return description.dimensions();
  }

  @Override
  public int maxTokens() {
    return description.maxTokens();
  }

  @Override
  public int vocabulary() {
    return description.vocabulary();
  }

  @Override
  public long[] tokens(String text) {
    return tokenizer.encode(text).getIds();
  }

  @Override
  public long[] tokens(long[] ids) {
    if (ids.length >= 2
        && ids[0] == description.firstToken()
        && ids[ids.length - 1] == description.lastToken()) {
      return ids.clone();
    }
    var wrapped = new long[ids.length + 2];
    wrapped[0] = description.firstToken();
    System.arraycopy(ids, 0, wrapped, 1, ids.length);
    wrapped[ids.length + 1] = description.lastToken();
    return wrapped;
  }

  @Override
  public float[] pooled(long[] tokens) throws EngineFailed {
    try (var predictor = model.newPredictor(new EncoderTranslator())) {
      return predictor.predict(tokens);
    } catch (TranslateException e) {
      throw new EngineFailed(e);
    }
  }

  @Override
  public void close() {
    model.close();
    tokenizer.close();
  }
}
