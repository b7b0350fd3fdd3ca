// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave;

import com.sun.management.OperatingSystemMXBean;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.enclave.engine.llama.KernelVariant;
import dev.aver.enclave.engine.llama.LlamaGenerationModel;
import dev.aver.enclave.inference.chat.ChatModel;
import dev.aver.enclave.inference.chat.ChatRequest;
import dev.aver.enclave.inference.generation.GenerationModel;
import dev.aver.enclave.inference.generation.Rows;
import dev.aver.enclave.inference.generation.Tokens;
import dev.aver.enclave.models.Catalogue;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code aver bench inference} compares chats with: the same model in a loop of steps, the
 * likeliest token each time, without a service around it. Reads lines {@code SEQUENCES TOKENS
 * REQUEST} from standard input; answers each with wall and CPU nanoseconds from the prompt's first
 * token to the last one written.
 */
public final class BareChatLoop {
  private final GenerationModel model;
  private final ChatModel chat;
  private final Rows rows;
  private final float[] logits;
  private final OperatingSystemMXBean process =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private BareChatLoop(GenerationModel model) {
    this.model = model;
    this.chat = new ChatModel(model);
    this.rows = new Rows(model.stepRows());
    this.logits = new float[model.vocabulary().size()];
  }

  /** {@code arguments} are the folder with the model's files and the number of threads. */
  public static void main(String[] arguments) throws Exception {
    var shape =
        new LlamaGenerationModel.Shape(
            KernelVariant.HASWELL, Integer.parseInt(arguments[1]), 8, 2048);
    try (var model =
        LlamaGenerationModel.load(
            Catalogue.builtIn().chat("smollm2-135m-instruct").orElseThrow().weights(),
            Path.of(arguments[0]),
            shape,
            Optional.empty())) {
      new BareChatLoop(model).serve();
    }
  }

  private void serve() throws Exception {
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      var words = line.split(" ", 3);
      var request = (Json.Obj) JsonReader.read(Bytes.utf8(words[2]), 1 << 20, 64);
      var prompt = ChatRequest.parse(request, chat, () -> 0).prompts().getFirst();
      var cpu = process.getProcessCpuTime();
      var wall = System.nanoTime();
      run(prompt, Integer.parseInt(words[0]), Integer.parseInt(words[1]));
      System.out.println((System.nanoTime() - wall) + " " + (process.getProcessCpuTime() - cpu));
    }
  }

  private void run(Tokens prompt, int sequences, int tokens) throws Exception {
    var last = new int[sequences];
    for (var sequence = 0; sequence < sequences; sequence++) {
      rows.clear();
      for (var i = 0; i < prompt.size(); i++) {
        rows.add(prompt.at(i), i, sequence, i == prompt.size() - 1);
      }
      model.decode(rows);
      last[sequence] = likeliest(rows.size() - 1);
    }
    for (var token = 1; token < tokens; token++) {
      rows.clear();
      for (var sequence = 0; sequence < sequences; sequence++) {
        rows.add(last[sequence], prompt.size() + token - 1, sequence, true);
      }
      model.decode(rows);
      for (var sequence = 0; sequence < sequences; sequence++) {
        last[sequence] = likeliest(sequence);
      }
    }
    for (var sequence = 0; sequence < sequences; sequence++) {
      model.forget(sequence);
    }
  }

  private int likeliest(int row) throws Exception {
    model.logits(row, logits);
    var best = 0;
    for (var token = 1; token < logits.length; token++) {
      if (logits[token] > logits[best]) {
        best = token;
      }
    }
    return best;
  }
}
