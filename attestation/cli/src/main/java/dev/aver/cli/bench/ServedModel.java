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

/** The model behind enclave and relay: one text per request, one request after the other. */
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

  /** CPU nanoseconds of the enclave's process for so many texts. */
  long texts(int count, String model, String text) throws IOException, InterruptedException {
    var request =
        Bytes.utf8(JsonWriter.write(Json.object().put("model", model).put("input", text).build()));
    var before = cpu(enclave);
    for (var i = 0; i < count; i++) {
      var answer = client.send("/v1/embeddings", request);
      if (answer.status() != 200 || answer.receiptHeader().isEmpty()) {
        throw new IOException("no receipted answer: " + answer.message());
      }
    }
    return cpu(enclave) - before;
  }

  /** Memory of the enclave's process that is in RAM, in KiB. */
  long residentKib() throws IOException {
    var ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(enclave.pid())).start();
    try (var out = ps.getInputStream()) {
      return Long.parseLong(new String(out.readAllBytes(), StandardCharsets.US_ASCII).strip());
    }
  }
}
