// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.client.ProvenAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An answer as files: {@code request.json} and {@code response.json} byte for byte as on the wire
 * (of a stream {@code response.sse}, its events without comments), {@code receipt.json} with its
 * opening, {@code proof.json} complete. Whoever gets one of the last two can read what was asked.
 */
final class SavedAnswer {
  private SavedAnswer() {}

  static void write(ProvenAnswer proven, Path folder) throws IOException {
    Files.createDirectories(folder);
    var exchange = proven.answer().exchange();
    write(folder.resolve("request.json"), exchange.request());
    // An event stream begins with an event; JSON with a brace.
    var streamed = exchange.response().size() > 0 && exchange.response().at(0) != '{';
    write(folder.resolve(streamed ? "response.sse" : "response.json"), exchange.response());
    write(folder.resolve("receipt.json"), text(proven.answer().receipt().toJson()));
    write(folder.resolve("proof.json"), text(proven.proof().toJson()));
  }

  private static Bytes text(Json json) {
    return Bytes.utf8(JsonWriter.write(json));
  }

  private static void write(Path file, Bytes content) throws IOException {
    Files.write(file, content.toArray());
  }
}
