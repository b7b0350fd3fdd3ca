// SPDX-License-Identifier: Apache-2.0
package dev.aver.client;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;

/**
 * Talks to one relay and keeps the exact bytes. It believes nothing: {@link AttestedEnclave} and
 * {@link AnswerRules} check what it brings. Safe for use by many threads.
 */
public final class AverClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final RelayHttp relay;

  /**
   * A client of {@code relay}.
   *
   * @param http kept open by the caller
   * @param relay the base URL without {@code /v1}
   */
  public AverClient(HttpClient http, URI relay) {
    this.relay = new RelayHttp(http, relay, TIMEOUT);
  }

  /** Sends {@code json} to {@code path}, which begins with {@code /v1/}. */
  public Exchange send(String path, Bytes json) throws IOException, InterruptedException {
    return exchange(path, json, Digest.ZERO, relay.post(path, json));
  }

  /**
   * Sends with a context that the receipt must carry: an old answer cannot be passed off as new.
   */
  public Exchange send(String path, Bytes json, Digest context)
      throws IOException, InterruptedException {
    return exchange(
        path, json, context, relay.post(path, json, "Aver-Context", context.toString()));
  }

  private static Exchange exchange(
      String path, Bytes json, Digest context, RelayHttp.Answer answer) {
    return new Exchange(
        path,
        json,
        context,
        answer.status(),
        answer.body(),
        answer.response().headers().firstValue("Aver-Receipt"));
  }

  /**
   * Evidence made for this nonce.
   *
   * @param nonce 32 random bytes that nobody could know before
   * @throws UnexpectedAnswer if the relay has none
   */
  public Bytes evidence(Digest nonce) throws IOException, InterruptedException {
    return document("/v1/attestation?nonce=" + nonce);
  }

  /** The newest evidence that exists. */
  public Bytes newestEvidence() throws IOException, InterruptedException {
    return document("/v1/attestation");
  }

  private Bytes document(String path) throws IOException, InterruptedException {
    var answer = relay.get(path);
    if (answer.status() != 200) {
      throw answer.unexpected();
    }
    return answer.body();
  }

  /** The public part of the proof of a receipt's digest; empty while it is not logged yet. */
  public Optional<Bytes> proof(Digest receipt) throws IOException, InterruptedException {
    var answer = relay.get("/v1/proofs/" + receipt);
    return switch (answer.status()) {
      case 200 -> Optional.of(answer.body());
      case 404 -> Optional.empty();
      default -> throw answer.unexpected();
    };
  }
}
