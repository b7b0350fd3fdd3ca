// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.local;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.json.Members;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code up} started, as {@code up --json} prints it and {@code up.json} holds it.
 *
 * @param relay base URL of the relay; the API is under {@code /v1}
 * @param enclave the keyset's digest
 * @param trustAnchor PEM file of the software TEE's root
 * @param policy accepts exactly this enclave
 * @param logs folder with one log per process
 */
public record UpReport(URI relay, Digest enclave, Path trustAnchor, Path policy, Path logs)
    implements StartReport {
  private static final int MAX_BYTES = 64 * 1024;

  /** The API's base URL, as OpenAI SDKs want it. */
  public URI api() {
    return URI.create(relay + "/v1");
  }

  @Override
  public URI address() {
    return relay;
  }

  @Override
  public String toJson() {
    return JsonWriter.write(
        Json.object()
            .put("api", api().toString())
            .put("relay", relay.toString())
            .put("enclave", enclave.toString())
            .put("trustAnchor", trustAnchor.toString())
            .put("policy", policy.toString())
            .put("logs", logs.toString())
            .build());
  }

  @Override
  public List<String> lines() {
    return List.of(
        "ready",
        "  API           " + api(),
        "  enclave       " + enclave,
        "  trust anchor  " + trustAnchor + "  (software TEE: for development)",
        "  policy        " + policy,
        "  logs          " + logs,
        "try",
        "  curl -i " + api() + "/embeddings -H 'content-type: application/json' \\",
        "    -d '{\"model\":\"all-minilm-l6-v2\",\"input\":\"A man is playing a guitar\"}'",
        "  ./aver ask \"A man is playing a guitar\"");
  }

  /** What the file says; empty if there is none or it is damaged. */
  public static Optional<UpReport> read(Path file) {
    try {
      var bytes = Bytes.of(Files.readAllBytes(file));
      var members = Members.of(JsonReader.document(bytes, MAX_BYTES), "up.json");
      return Optional.of(
          new UpReport(
              URI.create(members.string("relay")),
              members.digest("enclave"),
              Path.of(members.string("trustAnchor")),
              Path.of(members.string("policy")),
              Path.of(members.string("logs"))));
    } catch (IOException | Rejected | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
