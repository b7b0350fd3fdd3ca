// SPDX-License-Identifier: Apache-2.0
package dev.aver.client;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.Verification;
import dev.aver.attestation.Verifier;
import dev.aver.attestation.bundle.PublicProof;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.receipt.Commitment;
import dev.aver.attestation.receipt.Receipt;
import dev.aver.attestation.receipt.StreamBlock;
import dev.aver.attestation.receipt.StreamCheck;
import dev.aver.attestation.receipt.StreamReader;
import dev.aver.attestation.receipt.TaggedBytes;
import dev.aver.attestation.receipt.Tags;
import dev.aver.attestation.result.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Talks to one relay and keeps the exact bytes. It believes nothing: {@link AttestedEnclave} and
 * {@link AnswerRules} check what it brings. Safe for use by many threads.
 */
public final class AverClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Duration BETWEEN_PROOFS = Duration.ofMillis(250);

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

  /**
   * Sends a request whose answer is a stream, and follows it: every signed word about its progress
   * is checked as it comes.
   *
   * @param enclave whose stream it must be
   * @param data hears the data of each event; a text of one line
   * @return the exchange as receipts see it: the response is the event blocks, the receipt what
   *     stood in its comment
   * @throws Rejected if the stream breaks the rules of formats.md, 5.3
   */
  public Exchange stream(String path, Bytes json, AttestedEnclave enclave, Consumer<Bytes> data)
      throws IOException, InterruptedException, Rejected {
    var response = relay.open(path, json);
    try (var body = response.body()) {
      var id = response.headers().firstValue("Aver-Receipt-Id");
      var salt = response.headers().firstValue("Aver-Request-Salt");
      if (response.statusCode() != 200 || id.isEmpty() || salt.isEmpty()) {
        var whole = Bytes.of(body.readNBytes(RelayHttp.MAX_BODY));
        return new Exchange(
            path,
            json,
            Digest.ZERO,
            response.statusCode(),
            whole,
            response.headers().firstValue("Aver-Receipt"));
      }
      var request = new TaggedBytes(Tags.REQUEST, json);
      Commitment.check(Digest.parse(id.get()), Digest.parse(salt.get()), request);
      var check = new StreamCheck(enclave.evidence().keyset(), Digest.parse(id.get()));
      follow(body, check, data);
      return new Exchange(
          path, json, Digest.ZERO, 200, check.response(), check.end().map(Receipt::header));
    }
  }

  private static void follow(InputStream body, StreamCheck check, Consumer<Bytes> data)
      throws IOException, Rejected {
    var reader = new StreamReader();
    var chunk = new byte[8192];
    for (var n = body.read(chunk); n >= 0; n = body.read(chunk)) {
      for (var block : reader.read(Bytes.of(Arrays.copyOf(chunk, n)))) {
        check.accept(block);
        if (block instanceof StreamBlock.Event event && !event.isDone()) {
          data.accept(event.data());
        }
      }
    }
    reader.end();
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

  /**
   * Asks for evidence with a nonce of our own and verifies it.
   *
   * @param options who is trusted and what is demanded; the nonce is set here
   * @param random fit for keys
   * @throws NotVerified unless the verdict is "verified"
   */
  public AttestedEnclave attest(Verification options, SecureRandom random)
      throws IOException, InterruptedException, NotVerified {
    var nonce = new byte[Digest.SIZE];
    random.nextBytes(nonce);
    var value = Digest.of(nonce);
    return AttestedEnclave.of(evidence(value), options.withNonce(value));
  }

  /**
   * Waits until the answer's place in the log is in a report of the hardware.
   *
   * @param patience after that time the best proof so far is returned
   * @return empty if the relay has published nothing about it in that time
   * @throws Rejected if the relay's proof is malformed
   */
  public Optional<ProvenAnswer> prove(CheckedAnswer answer, Verification options, Duration patience)
      throws IOException, InterruptedException, Rejected {
    var deadline = System.nanoTime() + patience.toNanos();
    var proven = proveNow(answer, options);
    while (proven.filter(p -> p.isAttested() || isRejected(p)).isEmpty()
        && System.nanoTime() - deadline < 0) {
      Thread.sleep(BETWEEN_PROOFS);
      proven = proveNow(answer, options);
    }
    return proven;
  }

  private static boolean isRejected(ProvenAnswer proven) {
    return proven.result().verdict() == Verdict.REJECTED;
  }

  private Optional<ProvenAnswer> proveNow(CheckedAnswer answer, Verification options)
      throws IOException, InterruptedException, Rejected {
    var published = proof(answer.receipt().digest());
    if (published.isEmpty()) {
      return Optional.empty();
    }
    var proof = PublicProof.parse(published.get()).join(answer.receipt(), answer.disclosed());
    var document = Bytes.utf8(JsonWriter.write(proof.toJson()));
    return Optional.of(new ProvenAnswer(answer, proof, Verifier.verifyProof(document, options)));
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
