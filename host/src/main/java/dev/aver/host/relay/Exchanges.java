// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.relay;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Counts and times exchanges by operation and status: {@code aver_relay_exchanges_seconds}. Paths,
 * ids and digests never become labels.
 */
@ApplicationScoped
public class Exchanges {
  private final MeterRegistry registry;

  /** Counts in {@code registry}. */
  public Exchanges(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Counts this exchange when it is over. */
  public void count(RoutingContext context, String operation) {
    var begun = Timer.start(registry);
    context.addEndHandler(
        end ->
            begun.stop(
                Timer.builder("aver.relay.exchanges")
                    .description("exchanges by operation and status")
                    .tag("operation", operation)
                    .tag("status", Integer.toString(context.response().getStatusCode()))
                    .register(registry)));
  }
}
