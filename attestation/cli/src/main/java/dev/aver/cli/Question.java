// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.receipt.Operation;
import dev.aver.attestation.receipt.Outcome;
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
 * Asks one thing and believes nothing: evidence with a nonce of its own first, then the answer by
 * the caller's rules, then its proof up to the hardware.
 */
final class Question {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final URI relay;
  private final Demands demands;
  private final Progress progress;

  Question(URI relay, Demands demands, Progress progress) {
    this.relay = relay;
    this.demands = demands;
    this.progress = progress;
  }

  ProvenAnswer ask(Asked asked) throws InterruptedException {
    try (var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
      return ask(new AverClient(http, relay), asked);
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

  private ProvenAnswer ask(AverClient client, Asked asked)
      throws IOException, InterruptedException, NotVerified, Rejected {
    progress.step("asking for evidence with a nonce of our own");
    var enclave = client.attest(demands.at(System.currentTimeMillis()), new SecureRandom());
    progress.step("the enclave is " + enclave.digest());
    var exchange =
        asked.stream()
            ? client.stream(asked.path(), asked.request(), enclave, data -> {})
            : client.send(asked.path(), asked.request());
    var answer = check(asked, exchange, enclave);
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

  private static CheckedAnswer check(Asked asked, Exchange exchange, AttestedEnclave enclave)
      throws Rejected {
    var now = System.currentTimeMillis();
    try {
      return asked.operation() == Operation.CHAT
          ? enclave.rules().checkChat(exchange, asked.model(), now)
          : enclave.rules().checkEmbeddings(exchange, asked.model(), now);
    } catch (Rejected e) {
      if (e.reason() != Reason.OUTCOME_MISMATCH) {
        throw e;
      }
      // Everything before the outcome was good: the enclave signed that it refused or failed.
      throw new CommandFailed(
          ExitCode.REJECTED, "the enclave answered an error: " + exchange.message(), "");
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** The answer in a few words, or all of a chat's. */
  static String describe(CheckedAnswer answer) {
    var body = answer.receipt().body();
    if (!answer.texts().isEmpty()) {
      return String.join("\n", answer.texts()).strip()
          + "\n            ("
          + body.inputUnits()
          + " tokens in, "
          + body.outputUnits()
          + " out"
          + (body.outcome() == Outcome.CUT ? ", cut)" : ")");
    }
    var vector = answer.vectors().getFirst();
    return vector.length
        + " numbers, the first "
        + vector[0]
        + " ("
        + body.inputUnits()
        + " tokens in)";
  }
}
