// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.verification;

import dev.aver.host.config.RelayConfig;
import dev.aver.host.relay.Exchanges;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.ext.web.Router;
import java.time.InstantSource;

/** The verify endpoint for tests of other packages. */
public final class VerifyEndpoint {
  private VerifyEndpoint() {}

  /** Enters its routes. */
  public static void on(Router router, RelayConfig config) {
    new VerifyRoutes(
            new VerificationPool(config),
            InstantSource.system(),
            new Exchanges(new SimpleMeterRegistry()),
            new VerifierKey(config),
            config)
        .routes(router);
  }
}
