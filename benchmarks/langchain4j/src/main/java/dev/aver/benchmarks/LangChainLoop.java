// SPDX-License-Identifier: Apache-2.0
package dev.aver.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/**
 * LangChain4j's in-process model as it comes, called by several threads. Reads lines {@code CLIENTS
 * SIZE} and answers each, after all texts of the file in its only argument have been embedded in
 * lists of that size, with {@code WALL CPU} in nanoseconds.
 */
public final class LangChainLoop {
  private LangChainLoop() {}

  /** {@code arguments} is the file of texts, one a line. */
  public static void main(String[] arguments) throws Exception {
    var texts = Files.readAllLines(Path.of(arguments[0]));
    var model = new AllMiniLmL6V2EmbeddingModel();
    var process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      var words = line.split(" ");
      var calls = calls(model, texts, Integer.parseInt(words[1]));
      var wall = System.nanoTime();
      var cpu = process.getProcessCpuTime();
      try (var clients = Executors.newFixedThreadPool(Integer.parseInt(words[0]))) {
        for (var call : clients.invokeAll(calls)) {
          call.get();
        }
      }
      System.out.println(
          (System.nanoTime() - wall) + " " + (process.getProcessCpuTime() - cpu));
    }
    System.exit(0); // its pool would keep the process alive
  }

  private static List<Callable<Integer>> calls(
      AllMiniLmL6V2EmbeddingModel model, List<String> texts, int size) {
    var calls = new ArrayList<Callable<Integer>>();
    for (var from = 0; from < texts.size(); from += size) {
      var part = texts.subList(from, Math.min(texts.size(), from + size));
      var segments = part.stream().map(TextSegment::from).toList();
      calls.add(() -> model.embedAll(segments).content().size());
    }
    return calls;
  }
}
