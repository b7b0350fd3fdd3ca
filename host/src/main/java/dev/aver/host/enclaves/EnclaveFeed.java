// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.enclaves;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.keyset.Keyset;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/**
 * The enclave's feed: what it has to say to its relay, each answer with the name of the enclave
 * that gave it, since another may have been born behind the same address. Every call blocks for at
 * most its wait and some seconds, and every body is bounded. Nothing is believed here: callers
 * verify.
 */
public final class EnclaveFeed implements AutoCloseable {
  /** Above the enclave's page of 2^16 entries of 32 bytes. */
  private static final long MAX_BODY = 4L << 20;

  /** Time to connect, to compute and to transfer, beyond what a call waits on purpose. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  /** How long a fresh hardware report may take: the hardware may be throttled. */
  private static final Duration REPORT = Duration.ofSeconds(100);

  private final URI base;
  private final HttpClient client;

  /** Reads from the enclave at {@code base}. Nothing is sent yet. */
  public EnclaveFeed(URI base) {
    this.base = base;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * Entries in order, without gaps.
   *
   * @param enclave whose log they are of
   * @param entries 32 bytes each, maybe none
   * @param durable how many the enclave believes to be stored
   */
  public record Page(Digest enclave, Bytes entries, long durable) {}

  /** Something that an enclave said about itself. */
  public record Statement(Digest enclave, Json document) {}

  /** Who answers at the moment; the keyset's digest is the name it uses. */
  public Keyset keyset() throws IOException, InterruptedException, Rejected {
    var answer = get("/internal/v1/keyset", GRACE);
    return Keyset.parse(Bytes.of(answer.body()));
  }

  /** Entries from index {@code from} on: as soon as there is one, or none after {@code wait}. */
  public Page entries(long from, Duration wait) throws IOException, InterruptedException, Rejected {
    var answer =
        get("/internal/v1/entries?from=" + from + "&wait=" + wait.toMillis(), wait.plus(GRACE));
    return new Page(enclave(answer), Bytes.of(answer.body()), durable(answer));
  }

  /** Tells the enclave that its first {@code durable} entries are on disk, fsynced. */
  public void confirm(Digest enclave, long durable) throws IOException, InterruptedException {
    var body = Json.object().put("enclave", enclave.toString()).put("durable", durable).build();
    send(
        request("/internal/v1/confirmations", GRACE)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JsonWriter.write(body))));
  }

  /**
   * The newest checkpoint, if one was issued after {@code after} (ms) or is within {@code wait}.
   */
  public Optional<Statement> checkpoint(long after, Duration wait)
      throws IOException, InterruptedException, Rejected {
    return newer("/internal/v1/checkpoint", after, wait);
  }

  /** The newest evidence whose checkpoint was issued after {@code after} (ms), as above. */
  public Optional<Statement> evidence(long after, Duration wait)
      throws IOException, InterruptedException, Rejected {
    return newer("/internal/v1/evidence", after, wait);
  }

  /** Evidence that holds this nonce as a fact. */
  public Json evidence(Digest nonce) throws IOException, InterruptedException, Rejected {
    return document(get("/v1/attestation?nonce=" + nonce, REPORT));
  }

  /** The enclave's own answer to a caller's {@code GET /v1/attestation}, whatever its status. */
  public HttpResponse<byte[]> attestation(Optional<String> rawQuery)
      throws IOException, InterruptedException {
    var path = "/v1/attestation" + rawQuery.map(query -> "?" + query).orElse("");
    return client.send(
        request(path, REPORT).GET().build(),
        BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BODY));
  }

  private Optional<Statement> newer(String path, long after, Duration wait)
      throws IOException, InterruptedException, Rejected {
    var answer = get(path + "?after=" + after + "&wait=" + wait.toMillis(), wait.plus(GRACE));
    return answer.statusCode() == 204
        ? Optional.empty()
        : Optional.of(new Statement(enclave(answer), document(answer)));
  }

  private HttpResponse<byte[]> get(String path, Duration timeout)
      throws IOException, InterruptedException {
    return send(request(path, timeout).GET());
  }

  private HttpRequest.Builder request(String path, Duration timeout) {
    return HttpRequest.newBuilder(base.resolve(path)).timeout(timeout);
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    var answer =
        client.send(request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BODY));
    if (answer.statusCode() / 100 != 2) {
      throw new FeedRefused(answer.request().uri().getPath(), answer.statusCode());
    }
    return answer;
  }

  private static Json document(HttpResponse<byte[]> answer) throws Rejected {
    return JsonReader.document(Bytes.of(answer.body()), 1 << 20);
  }

  private static Digest enclave(HttpResponse<?> answer) throws IOException, Rejected {
    return Digest.parse(header(answer, "Aver-Enclave"));
  }

  private static long durable(HttpResponse<?> answer) throws IOException {
    try {
      return Long.parseLong(header(answer, "Aver-Durable"));
    } catch (NumberFormatException e) {
      throw new IOException("Aver-Durable is not a number", e);
    }
  }

  private static String header(HttpResponse<?> answer, String name) throws IOException {
    return answer
        .headers()
        .firstValue(name)
        .orElseThrow(() -> new IOException("the feed's answer lacks " + name));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
