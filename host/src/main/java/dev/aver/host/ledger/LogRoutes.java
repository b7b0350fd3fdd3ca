// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.ledger;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.host.relay.ApiError;
import dev.aver.host.relay.Exchanges;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The logs of all enclaves, living and dead, as C2SP tlog-tiles below {@code /v1/logs/<64 hex>/}:
 * what every tool for transparency logs reads. A tile never changes, so caches may keep it for
 * ever; the checkpoint does.
 */
@ApplicationScoped
public class LogRoutes {
  private static final Pattern PATH =
      Pattern.compile("/v1/logs/([0-9a-f]{64})/(checkpoint|tile/[0-9a-z/.]{1,100})");
  private static final ApiError NO_FILE =
      new ApiError(404, "log_file_not_found", "no log here has this file", 0);
  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final String SHORTLY = "public, max-age=1";

  private final Ledger ledger;
  private final Exchanges exchanges;

  LogRoutes(Ledger ledger, Exchanges exchanges) {
    this.ledger = ledger;
    this.exchanges = exchanges;
  }

  void routes(@Observes Router router) {
    router.getWithRegex("/v1/logs/.*").handler(this::serve);
    router.routeWithRegex(PATH.pattern()).handler(ApiError.only("GET"));
  }

  private void serve(RoutingContext context) {
    exchanges.count(context, "log");
    var path = PATH.matcher(Objects.requireNonNullElse(context.request().path(), ""));
    if (!path.matches()) {
      NO_FILE.send(context.response());
      return;
    }
    context
        .vertx()
        .executeBlocking(() -> read(path.group(1), path.group(2)), false)
        .onSuccess(file -> send(context, path.group(2), file))
        .onFailure(context::fail);
  }

  private Optional<Bytes> read(String enclave, String path) throws IOException, Rejected {
    var copy = ledger.of(Digest.parse("0x" + enclave));
    return copy.isEmpty() ? Optional.empty() : copy.get().file(path);
  }

  private static void send(RoutingContext context, String path, Optional<Bytes> file) {
    if (file.isEmpty()) {
      NO_FILE.send(context.response());
      return;
    }
    var checkpoint = path.equals("checkpoint");
    context
        .response()
        .putHeader(
            HttpHeaders.CONTENT_TYPE,
            checkpoint ? "text/plain; charset=utf-8" : "application/octet-stream")
        .putHeader(HttpHeaders.CACHE_CONTROL, checkpoint ? SHORTLY : FOR_EVER)
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
        .end(Buffer.buffer(file.get().toArray()));
  }
}
