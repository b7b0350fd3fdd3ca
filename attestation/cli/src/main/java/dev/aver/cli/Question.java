// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.client.AttestedEnclave;
import dev.aver.client.AverClient;
import dev.aver.client.CheckedAnswer;
import dev.aver.client.Exchange;
import dev.aver.client.NotVerified;
import dev.aver.client.ProvenAnswer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;

/**
 * Asks for one embedding and believes nothing: evidence with a nonce of its own first, then the
 * answer by the caller's rules, then its proof up to the hardware.
 */
final class Question {
  static final String MODEL = "all-minilm-l6-v2";
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final URI relay;
  private final Demands demands;
  private final String model;
  private final Progress progress;

  Question(URI relay, Demands demands, String model, Progress progress) {
    this.relay = relay;
    this.demands = demands;
    this.model = model;
    this.progress = progress;
  }

  ProvenAnswer ask(String text) throws InterruptedException {
    try (var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
      return ask(new AverClient(http, relay), text);
    } catch (IOException e) {
      throw new CommandFailed(
          ExitCode.REJECTED,
          "no answer from " + relay + ": " + reason(e),
          "Is it running? ./aver up starts it; its logs say more.");
    } catch (NotVerified e) {
      throw new CommandFailed(ExitCode.REJECTED, e.text(), "Do not use this service.");
    } catch (Rejected e) {
      throw new CommandFailed(
          ExitCode.REJECTED, "rejected, " + e.getMessage(), "Do not use this answer.");
    }
  }

  private ProvenAnswer ask(AverClient client, String text)
      throws IOException, InterruptedException, NotVerified, Rejected {
    progress.step("asking for evidence with a nonce of our own");
    var enclave = client.attest(demands.at(System.currentTimeMillis()), new SecureRandom());
    progress.step("the enclave is " + enclave.digest());
    var answer = check(client.send("/v1/embeddings", request(text)), enclave);
    progress.step("the answer is the enclave's; waiting for the proof up to the hardware");
    return client
        .prove(answer, demands.at(System.currentTimeMillis()), PATIENCE)
        .orElseThrow(
            () ->
                new CommandFailed(
                    ExitCode.REJECTED,
                    "the relay has published no proof within " + PATIENCE.toSeconds() + " s",
                    "The answer is signed, but not in the log: see the relay's log."));
  }

  private CheckedAnswer check(Exchange exchange, AttestedEnclave enclave) throws Rejected {
    try {
      return enclave.rules().checkEmbeddings(exchange, model, System.currentTimeMillis());
    } catch (Rejected e) {
      if (e.reason() != Reason.OUTCOME_MISMATCH) {
        throw e;
      }
      // Everything before the outcome was good: the enclave signed that it refused or failed.
      throw new CommandFailed(
          ExitCode.REJECTED, "the enclave answered an error: " + exchange.message(), "");
    }
  }

  private Bytes request(String text) {
    var request = Json.object().put("model", model).put("input", text).build();
    return Bytes.utf8(JsonWriter.write(request));
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** The vectors in a few words. */
  static String describe(CheckedAnswer answer) {
    var vector = answer.vectors().getFirst();
    return vector.length
        + " numbers, the first "
        + vector[0]
        + " ("
        + answer.receipt().body().inputUnits()
        + " tokens in)";
  }
}
