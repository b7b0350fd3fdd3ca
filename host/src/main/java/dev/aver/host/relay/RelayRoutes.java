// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.relay;

import dev.aver.host.config.RelayConfig;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpClient;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Everything that no other part of the relay answers: public paths go to the enclave, the rest is
 * 404, always in the API's own error form.
 */
@ApplicationScoped
public class RelayRoutes {
  /** Behind every other route, before the framework's own answer to unknown paths. */
  private static final int LAST = 9_000;

  private static final Logger LOG = Logger.getLogger(RelayRoutes.class);

  private final HttpClient enclave;
  private final Limits limits;
  private final Exchanges exchanges;

  RelayRoutes(HttpClient enclave, RelayConfig config, Exchanges exchanges) {
    this.enclave = enclave;
    this.limits = Limits.of(config.relay());
    this.exchanges = exchanges;
  }

  void routes(@Observes Router router) {
    router.route().order(LAST).handler(this::forward).failureHandler(RelayRoutes::failed);
  }

  private void forward(RoutingContext context) {
    // Never context.normalizedPath(): what is matched must be what is sent.
    var path = context.request().path();
    var known = path == null ? Optional.<PublicPath>empty() : PublicPath.find(path);
    exchanges.count(context, known.map(PublicPath::operation).orElse("unknown"));
    if (known.isEmpty()) {
      ApiError.NOT_FOUND.send(context.request());
    } else if (!known.get().takes(context.request().method())) {
      ApiError.METHOD_NOT_ALLOWED.sendAllowing(context.request(), known.get().allow());
    } else {
      new Passage(context, enclave, limits).begin();
    }
  }

  private static void failed(RoutingContext context) {
    if (context.statusCode() == HttpResponseStatus.BAD_REQUEST.code()) {
      ApiError.BAD_REQUEST.send(context.request());
      return;
    }
    var cause = context.failure();
    if (cause != null) {
      // Of disk and network the whole message; another one could quote a request.
      var what = cause instanceof IOException ? cause.toString() : cause.getClass().getName();
      LOG.errorf("unforeseen in an exchange: %s", what);
    }
    ApiError.INTERNAL.send(context.request());
  }
}
