// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.engine.llama;

import ai.djl.MalformedModelException;
import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import dev.aver.attestation.keyset.ModelFile;
import dev.aver.enclave.engine.Lockdown;
import dev.aver.enclave.inference.EngineFailed;
import dev.aver.enclave.inference.generation.GenerationModel;
import dev.aver.enclave.inference.generation.Grammar;
import dev.aver.enclave.inference.generation.Rows;
import dev.aver.enclave.inference.generation.Vocabulary;
import dev.aver.enclave.models.ModelRefused;
import dev.aver.enclave.models.PrivateFolder;
import dev.aver.enclave.models.VerifiedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A GGUF model, loaded from bytes that were hashed, run step by step through DJL. */
public final class LlamaGenerationModel implements GenerationModel {
  private final ZooModel<Rows, Rows> model;
  private final Predictor<Rows, Rows> predictor;
  private final LlamaBlock block;
  private final int sequences;
  private final int contextTokens;

  /**
   * How it runs; nothing here but the kernels changes an answer.
   *
   * @param sequences that may live at once
   * @param contextTokens of each
   */
  public record Shape(KernelVariant kernels, int threads, int sequences, int contextTokens) {}

  private LlamaGenerationModel(ZooModel<Rows, Rows> model, Shape shape) throws Throwable {
    this.model = model;
    this.predictor = model.newPredictor();
    this.block = (LlamaBlock) model.getBlock();
    this.sequences = shape.sequences();
    this.contextTokens = block.context().length();
  }

  /** The version of llama.cpp, for the manifest. */
  public static String version() {
    return Abi.VERSION;
  }

  /**
   * Loads {@code weights} and the native libraries from {@code directory} after checking them;
   * nothing of them is left on disk when this returns.
   *
   * @param privateParent where the checked copies lie meanwhile
   * @throws ModelRefused if a file differs from the pinned one or the engine refuses it
   */
  public static LlamaGenerationModel load(
      ModelFile weights, Path directory, Shape shape, Optional<Path> privateParent)
      throws IOException, ModelRefused {
    try (var folder = PrivateFolder.inMemory(privateParent, weights.size())) {
      Lockdown.close(folder);
      VerifiedFile.copy(directory, weights, folder);
      var options = new TreeMap<String, String>();
      options.put("natives", directory.toString());
      options.put("kernels", shape.kernels().text());
      options.put("threads", Integer.toString(shape.threads()));
      options.put("sequences", Integer.toString(shape.sequences()));
      options.put("context", Integer.toString(shape.contextTokens()));
      privateParent.ifPresent(parent -> options.put("private", parent.toString()));
      return open(folder.path(), weights.path(), options, shape);
    }
  }

  private static LlamaGenerationModel open(
      Path folder, String file, Map<String, String> options, Shape shape)
      throws IOException, ModelRefused {
    try {
      var model =
          Criteria.builder()
              .setTypes(Rows.class, Rows.class)
              .optEngine(LlamaEngine.NAME)
              .optModelPath(folder)
              .optModelName(file)
              .optOptions(options)
              .optTranslator(new StepTranslator())
              .build()
              .loadModel();
      return new LlamaGenerationModel(model, shape);
    } catch (ModelNotFoundException | MalformedModelException e) {
      throw refused(e, file);
    } catch (RuntimeException | IOException e) {
      throw e;
    } catch (Throwable e) {
      throw Functions.unforeseen(e);
    }
  }

  /** DJL wraps what it was told; the reason is somewhere inside. */
  private static ModelRefused refused(Throwable e, String file) {
    for (var cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ModelRefused ours) {
        return ours;
      }
      if (cause instanceof IllegalStateException said) {
        return new ModelRefused(ModelRefused.Cause.ENGINE, file + ": " + said.getMessage());
      }
    }
    return new ModelRefused(ModelRefused.Cause.ENGINE, file + " does not load");
  }

  @Override
  public Vocabulary vocabulary() {
    return block.weights().vocabulary();
  }

  @Override
  public Optional<String> chatTemplate() {
    return block.weights().chatTemplate();
  }

  @Override
  public String firstText() {
    try {
      return block.weights().vocabulary().firstText();
    } catch (Throwable e) {
      throw Functions.unforeseen(e);
    }
  }

  @Override
  public String lastText() {
    try {
      return block.weights().vocabulary().lastText();
    } catch (Throwable e) {
      throw Functions.unforeseen(e);
    }
  }

  @Override
  public int contextTokens() {
    return contextTokens;
  }

  @Override
  public int sequences() {
    return sequences;
  }

  @Override
  public int stepRows() {
    return LlamaContext.ROWS;
  }

  @Override
  public void decode(Rows rows) throws EngineFailed {
    try {
      var _ = predictor.predict(rows);
    } catch (TranslateException | IllegalStateException e) {
      throw new EngineFailed(e);
    }
  }

  @Override
  public void logits(int row, float[] into) throws EngineFailed {
    block.context().logits(row, into);
  }

  @Override
  public void forget(int sequence) {
    block.context().forget(sequence);
  }

  @Override
  public void move(int from, int to) {
    block.context().move(from, to);
  }

  @Override
  public Optional<Grammar> grammar(String gbnf) {
    return LlamaGrammar.of(block.weights().functions(), block.weights().vocabulary(), gbnf);
  }

  @Override
  public Counts counts() {
    return block.context().counts();
  }

  @Override
  public void close() {
    predictor.close();
    model.close();
  }
}
