// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.local;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.json.Members;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code verifier} started, as {@code verifier --json} prints it.
 *
 * @param address base URL
 * @param signs whether its results are also given as signed tokens
 * @param log its log file
 */
public record VerifierReport(URI address, boolean signs, Path log) implements StartReport {
  private static final int MAX_BYTES = 64 * 1024;

  /** Where documents are posted. */
  public URI verify() {
    return address.resolve("/v1/attestation/verify");
  }

  /** Where the public key is, if there is one. */
  public URI key() {
    return address.resolve("/v1/attestation/verifier-key");
  }

  @Override
  public String toJson() {
    return JsonWriter.write(
        Json.object()
            .put("verifier", address.toString())
            .put("verify", verify().toString())
            .put("signs", signs)
            .put("log", log.toString())
            .build());
  }

  @Override
  public List<String> lines() {
    var lines = new ArrayList<>(List.of("ready", "  verify  POST " + verify()));
    if (signs) {
      lines.add("  key     GET " + key());
    }
    lines.add("  log     " + log);
    lines.add("try");
    lines.add("  curl -s " + verify() + " --data-binary @evidence.json");
    if (signs) {
      lines.add(
          "  curl -s "
              + verify()
              + " -H 'accept: application/eat+jwt' --data-binary @evidence.json");
    }
    return lines;
  }

  /** What the file says; empty if there is none or it is damaged. */
  public static Optional<VerifierReport> read(Path file) {
    try {
      var bytes = Bytes.of(Files.readAllBytes(file));
      var members = Members.of(JsonReader.document(bytes, MAX_BYTES), "report");
      return Optional.of(
          new VerifierReport(
              URI.create(members.string("verifier")),
              members.required("signs").equals(Json.of(true)),
              Path.of(members.string("log"))));
    } catch (IOException | Rejected | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
