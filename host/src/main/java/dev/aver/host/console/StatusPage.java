// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.console;

import dev.aver.attestation.bytes.Digest;
import dev.aver.host.ledger.Follower;
import dev.aver.host.ledger.RelayStatus;
import dev.aver.host.relay.ApiError;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;

/**
 * {@code GET /}: what this is and how it stands, for people who look rather than read. One page
 * without scripts or anything from elsewhere; it shows nothing that is not public.
 */
@ApplicationScoped
public class StatusPage {
  private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

  private final Follower follower;

  StatusPage(Follower follower) {
    this.follower = follower;
  }

  void routes(@Observes Router router) {
    router.get("/").handler(this::show);
    router.route("/").handler(ApiError.only("GET"));
  }

  private void show(RoutingContext context) {
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("Content-Security-Policy", POLICY)
        .end(html(follower.status()));
  }

  /**
   * The page. All that varies is numbers, digests and words of this class, so nothing to escape.
   */
  static String html(RelayStatus status) {
    return PAGE.replace("{state}", state(status))
        .replace("{enclave}", status.enclave().map(Digest::toString).orElse("none yet"))
        .replace("{tee}", status.tee().map(StatusPage::tee).orElse("no evidence yet"))
        .replace("{entries}", Long.toString(status.entries()))
        .replace("{logged}", Long.toString(status.logged()))
        .replace("{attested}", Long.toString(status.attested()))
        .replace("{checkpoint}", checkpoint(status))
        .replace("{log}", status.enclave().map(StatusPage::log).orElse(""));
  }

  private static String state(RelayStatus status) {
    if (status.alarm().isPresent()) {
      return "<p class=bad>The log and the enclave disagree. Somebody has to look.</p>";
    }
    if (status.storage().isPresent()) {
      return "<p class=bad>The log cannot be stored at the moment.</p>";
    }
    return status.reachable()
        ? "<p class=good>The enclave answers.</p>"
        : "<p class=bad>The enclave does not answer.</p>";
  }

  private static String tee(String kind) {
    return switch (kind) {
      case "sev-snp" -> "AMD SEV-SNP";
      case "tdx" -> "Intel TDX";
      case "software-snp", "software-tdx", "software-azure-snp", "software-azure-tdx" ->
          "<strong class=bad>software TEE</strong>: for development, protects nothing";
      default -> "another kind: verify the evidence";
    };
  }

  private static String checkpoint(RelayStatus status) {
    return status.checkpointAt() == 0
        ? "none yet"
        : Instant.ofEpochMilli(status.checkpointAt()).toString();
  }

  private static String log(Digest enclave) {
    return "<li><a href=\"/v1/logs/" + enclave.hex() + "/checkpoint\">checkpoint of the log</a>";
  }

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <meta http-equiv="refresh" content="10">
      <title>Aver relay</title>
      <style>
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 3rem auto; padding: 0 1rem; color: #222 }
        dt { font-weight: 600; margin-top: .8rem } dd { margin: 0; overflow-wrap: anywhere }
        code { font-size: .9em } .good { color: #176b2c } .bad { color: #a4161a }
        @media (prefers-color-scheme: dark) { body { background: #181818; color: #ddd } a { color: #8ab4f8 }
          .good { color: #7bd88f } .bad { color: #ff8080 } }
      </style>
      <h1>Aver relay</h1>
      <p>Answers of models that come with a receipt, and the proofs of these receipts. This machine
      forwards and stores; it cannot forge what it passes on. Requests are not sealed yet, so it could
      read them: for development only. Believe your own verification,
      not this page.</p>
      {state}
      <dl>
        <dt>Enclave</dt><dd><code>{enclave}</code></dd>
        <dt>Runs on, as it says</dt><dd>{tee}</dd>
        <dt>Log</dt><dd>{entries} entries, {logged} under a signed checkpoint, {attested} attested by hardware</dd>
        <dt>Last checkpoint</dt><dd>{checkpoint}</dd>
      </dl>
      <ul>
        <li><a href="/v1/attestation">evidence of the enclave</a>
        <li><a href="/v1/models">models</a>
        {log}
      </ul>
      <p>How to verify: <code>./aver verify FILE</code>, or <code>docs/formats.md</code> in the
      repository. This page renews itself every ten seconds.</p>
      </html>
      """;
}
