// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.ledger;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.host.relay.ApiError;
import dev.aver.host.relay.Exchanges;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Objects;
import java.util.Optional;

/**
 * {@code GET /v1/proofs/{digest}}: the proof bundle of the receipt with this digest, at the highest
 * level so far, without the receipt itself: its holder adds it. Public and silent about content.
 */
@ApplicationScoped
public class ProofRoutes {
  private static final String PREFIX = "/v1/proofs/";
  private static final ApiError MALFORMED =
      new ApiError(400, "invalid_digest", "a digest is 0x and 64 lower-case hex digits", 0);
  private static final ApiError NOT_LOGGED_YET =
      new ApiError(404, "not_logged_yet", "no signed checkpoint covers this digest (yet)", 1);

  private final Ledger ledger;
  private final Exchanges exchanges;

  ProofRoutes(Ledger ledger, Exchanges exchanges) {
    this.ledger = ledger;
    this.exchanges = exchanges;
  }

  void routes(@Observes Router router) {
    router.getWithRegex(PREFIX + ".*").handler(this::serve);
    router.routeWithRegex(PREFIX + ".*").handler(ApiError.only("GET"));
  }

  private void serve(RoutingContext context) {
    exchanges.count(context, "proofs");
    Digest digest;
    try {
      digest = Digest.parse(asSent(context));
    } catch (Rejected e) {
      MALFORMED.send(context.response());
      return;
    }
    context
        .vertx()
        .executeBlocking(() -> ledger.proof(digest), false)
        .onSuccess(proof -> send(context, proof))
        .onFailure(context::fail);
  }

  /** What follows the prefix, before any decoding: a digest has one spelling. */
  private static String asSent(RoutingContext context) {
    var path = Objects.requireNonNullElse(context.request().path(), "");
    return path.startsWith(PREFIX) ? path.substring(PREFIX.length()) : path;
  }

  private static void send(RoutingContext context, Optional<ProofDocument> proof) {
    if (proof.isEmpty()) {
      NOT_LOGGED_YET.send(context.response());
      return;
    }
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        // What is attested stays true; what is only logged will soon be more.
        .putHeader(
            HttpHeaders.CACHE_CONTROL, proof.get().attested() ? "public, max-age=60" : "no-store")
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
        .end(JsonWriter.write(proof.get().json()));
  }
}
