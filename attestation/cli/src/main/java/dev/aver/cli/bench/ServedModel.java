// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.bench;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.cli.local.RunningService;
import dev.aver.client.AverClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** A model behind enclave and relay, asked by clients side by side. */
final class ServedModel {
  private final AverClient client;
  private final ProcessHandle enclave;

  ServedModel(HttpClient http, URI relay, RunningService enclave) {
    this.client = new AverClient(http, relay);
    this.enclave = java(enclave);
  }

  /** The service itself, not the shell that ties it to us. */
  static ProcessHandle java(RunningService service) {
    return service
        .process()
        .descendants()
        .max(Comparator.comparingLong(ServedModel::cpu))
        .orElse(service.process().toHandle());
  }

  static long cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().map(java.time.Duration::toNanos).orElse(0L);
  }

  /**
   * What the enclave's process took for all {@code requests}, each of {@code clients} asking for
   * the next one when it has its answer.
   */
  Cost embed(int clients, List<Json.Obj> requests) throws IOException, InterruptedException {
    var calls = requests.stream().map(this::call).toList();
    try (var threads = Executors.newFixedThreadPool(clients)) {
      var cpu = cpu(enclave);
      var wall = System.nanoTime();
      for (var call : threads.invokeAll(calls)) {
        call.get();
      }
      return new Cost(System.nanoTime() - wall, cpu(enclave) - cpu);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  private Callable<Void> call(Json.Obj request) {
    var body = Bytes.utf8(JsonWriter.write(request));
    return () -> {
      var answer = client.send("/v1/embeddings", body);
      if (answer.status() != 200 || answer.receiptHeader().isEmpty()) {
        throw new IOException("no receipted answer: " + answer.message());
      }
      return null;
    };
  }

  /** Memory of the enclave's process that is in RAM, in KiB. */
  long residentKib() throws IOException {
    var ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(enclave.pid())).start();
    try (var out = ps.getInputStream()) {
      return Long.parseLong(new String(out.readAllBytes(), StandardCharsets.US_ASCII).strip());
    }
  }
}
