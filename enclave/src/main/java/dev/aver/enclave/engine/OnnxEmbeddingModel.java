// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.engine;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import ai.djl.translate.TranslateException;
import dev.aver.attestation.keyset.Manifest;
import dev.aver.enclave.inference.EmbeddingModel;
import dev.aver.enclave.inference.EngineFailed;
import dev.aver.enclave.inference.TensorEngine;
import dev.aver.enclave.inference.TensorSpec;
import dev.aver.enclave.models.EncoderModel;
import dev.aver.enclave.models.ModelFolders;
import dev.aver.enclave.models.ModelRefused;
import dev.aver.enclave.models.PrivateFolder;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A BERT-like encoder in ONNX form, run on one thread per call. */
public final class OnnxEmbeddingModel implements EmbeddingModel {
  private final EncoderModel description;
  private final Manifest manifest;
  private final OnnxTensorModel graph;
  private final Set<String> inputs;
  private final HuggingFaceTokenizer tokenizer;
  private final boolean shares;

  private OnnxEmbeddingModel(
      EncoderModel description,
      Manifest manifest,
      OnnxTensorModel graph,
      HuggingFaceTokenizer tokenizer)
      throws EngineFailed {
    this.description = description;
    this.manifest = manifest;
    this.graph = graph;
    this.inputs = graph.inputs().stream().map(TensorSpec::name).collect(Collectors.toSet());
    this.tokenizer = tokenizer;
    this.shares = description.precision().shares() && SharedRuns.areExact(this);
  }

  /**
   * Loads the model's files after checking them; nothing of them is left on disk when this returns.
   *
   * @throws ModelRefused if a file differs from the catalogue or the engine refuses it
   */
  public static OnnxEmbeddingModel load(EncoderModel description, ModelFolders folders)
      throws ModelRefused, IOException {
    return load(description, folders, 1);
  }

  /** As above; {@code threads} within one run: with one, cores are shared out by the workers. */
  static OnnxEmbeddingModel load(EncoderModel description, ModelFolders folders, int threads)
      throws ModelRefused, IOException {
    try (var natives = PrivateFolder.create(folders.privateParent())) {
      var engine = Lockdown.start(natives);
      try (var files = folders.verified(description.files())) {
        var weights = files.path().resolve(description.weights().path());
        var graph = OnnxTensorModel.open(description.name(), weights, threads);
        var kernels = Kernels.of(description.precision());
        var manifest = description.manifest(engine.getVersion(), kernels);
        return new OnnxEmbeddingModel(description, manifest, graph, tokenizer(description, files));
      }
    } catch (EngineFailed e) {
      throw new ModelRefused(ModelRefused.Cause.ENGINE, description.name() + " does not load");
    }
  }

  /** Own limits: the file's silently cut and pad at 128, so that two texts could share a vector. */
  private static HuggingFaceTokenizer tokenizer(EncoderModel description, PrivateFolder files)
      throws IOException {
    return HuggingFaceTokenizer.builder()
        .optTokenizerPath(files.path().resolve(description.tokenizer().path()))
        .optPadding(false)
        .optTruncation(false)
        .build();
  }

  /** What the keyset says of it. */
  public Manifest manifest() {
    return manifest;
  }

  /** The graph itself, without tokenizer and pooling. */
  public TensorEngine tensors() {
    return graph;
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
  public boolean shares() {
    return shares;
  }

  /** Asks the library for ids alone: words, spans and masks of a text would cost more than they. */
  @Override
  public long[] tokens(String text) {
    var encoding = TokenizersLibrary.LIB.encode(tokenizer.getHandle(), text, true);
    try {
      return TokenizersLibrary.LIB.getTokenIds(encoding);
    } finally {
      TokenizersLibrary.LIB.deleteEncoding(encoding);
    }
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
  public List<float[]> pooled(List<long[]> texts) throws EngineFailed {
    return pooled(texts, 0);
  }

  /** As {@link #pooled(List)}, every text padded to at least {@code padTo} ids. */
  List<float[]> pooled(List<long[]> texts, int padTo) throws EngineFailed {
    var translator = new EncoderTranslator(description.pooling(), inputs, texts, padTo);
    try (var predictor = graph.model().newPredictor(translator)) {
      return predictor.predict(texts);
    } catch (TranslateException e) {
      throw new EngineFailed(e);
    }
  }

  @Override
  public void close() {
    graph.close();
    tokenizer.close();
  }
}
