// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bundle.EvidenceBundle;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.policy.AppraisalPolicy;
import dev.aver.cli.local.StateFolder;
import dev.aver.cli.local.UpReport;
import dev.aver.client.AttestedEnclave;
import dev.aver.client.AverClient;
import dev.aver.client.NotVerified;
import dev.aver.client.UnexpectedAnswer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;

/**
 * The check that makes {@code up} say "ready": anchor and policy are written, and one answer has
 * been asked for and verified with them, as any caller would.
 *
 * <p>The anchor comes from the software TEE's own folder, never from what the enclave sends: else
 * anything on that port would be trusted. The policy is the one of what was just started here.
 */
final class FirstAnswer {
  private static final String TEXT = "A man is playing a guitar";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int UNAVAILABLE = 503;

  private FirstAnswer() {}

  static UpReport of(HttpClient http, URI relay, StateFolder state, Progress progress)
      throws IOException, InterruptedException {
    progress.step("asking for evidence (at its first start the software TEE makes its keys)");
    var nonce = nonce();
    var document = evidence(new AverClient(http, relay), nonce, state);
    var anchor = Files.readString(state.softwareTee().resolve("trust-anchor.pem"));
    StateFolder.write(state.trustAnchor(), anchor);
    var policy = policy(document, state);
    var demands = Demands.of(Bytes.utf8(anchor), policy);
    var enclave = verified(document, demands, nonce, state);
    StateFolder.write(state.evidence(), text(document));
    StateFolder.write(state.policy(), Indented.of(policy.toJson()) + "\n");
    var proven = new Question(relay, demands, progress).ask(Asked.embedding(TEXT));
    if (!proven.isAttested()) {
      throw failed("the first answer came only to the level " + proven.level(), state);
    }
    return new UpReport(relay, enclave.digest(), state.trustAnchor(), state.policy(), state.logs());
  }

  /** The first report may take longer than a caller is let wait: then it is asked for again. */
  private static Bytes evidence(AverClient client, Digest nonce, StateFolder state)
      throws IOException, InterruptedException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return client.evidence(nonce);
      } catch (UnexpectedAnswer e) {
        if (e.status() != UNAVAILABLE || System.nanoTime() - deadline > 0) {
          throw failed("no evidence: " + e.getMessage(), state);
        }
        Thread.sleep(PAUSE);
      }
    }
  }

  private static Digest nonce() {
    var nonce = new byte[Digest.SIZE];
    new SecureRandom().nextBytes(nonce);
    return Digest.of(nonce);
  }

  private static AppraisalPolicy policy(Bytes document, StateFolder state) {
    try {
      return AppraisalPolicy.accepting(EvidenceBundle.parse(document));
    } catch (Rejected e) {
      throw failed("the enclave's evidence is malformed: " + e.getMessage(), state);
    }
  }

  private static AttestedEnclave verified(
      Bytes document, Demands demands, Digest nonce, StateFolder state) {
    try {
      var now = System.currentTimeMillis();
      return AttestedEnclave.of(document, demands.at(now).withNonce(nonce));
    } catch (NotVerified e) {
      throw failed(e.text(), state);
    }
  }

  private static CommandFailed failed(String what, StateFolder state) {
    return new CommandFailed(ExitCode.REJECTED, what, "See the logs in " + state.logs());
  }

  private static String text(Bytes utf8) {
    return new String(utf8.toArray(), StandardCharsets.UTF_8);
  }
}
