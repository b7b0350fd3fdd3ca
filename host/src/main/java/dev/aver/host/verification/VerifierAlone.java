// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.verification;

import dev.aver.host.config.RelayConfig;
import dev.aver.host.relay.ApiError;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/**
 * In the mode of a verifier, the two paths of verification and nothing else: every other path of a
 * relay is answered here, before anything that serves it sees the request.
 */
@ApplicationScoped
public class VerifierAlone {
  /** Before every other route. */
  private static final int FIRST = -1_000;

  private static final List<String> PATHS = List.of(VerifyRoutes.PATH, VerifyRoutes.KEY_PATH);
  private static final ApiError NOTHING_ELSE =
      new ApiError(
          404,
          "unknown_url",
          "this is a verifier, no relay: it has POST "
              + VerifyRoutes.PATH
              + " and GET "
              + VerifyRoutes.KEY_PATH,
          0);

  private final RelayConfig config;

  VerifierAlone(RelayConfig config) {
    this.config = config;
  }

  void routes(@Observes Router router) {
    if (!config.mode().relays()) {
      router.route().order(FIRST).handler(VerifierAlone::admit);
    }
  }

  private static void admit(RoutingContext context) {
    // As it was sent: another spelling of a path is another path.
    if (PATHS.contains(context.request().path())) {
      context.next();
    } else {
      NOTHING_ELSE.send(context.response());
    }
  }
}
