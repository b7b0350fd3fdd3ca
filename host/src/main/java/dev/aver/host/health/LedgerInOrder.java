// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.health;

import dev.aver.host.config.Mode;
import dev.aver.host.ledger.Follower;
import io.quarkus.arc.lookup.LookupIfProperty;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready only while the log can be stored and agrees with the enclave: behind a relay that cannot
 * keep the log, answers would stay without proof.
 */
@Readiness
@ApplicationScoped
@LookupIfProperty(name = "aver.mode", stringValue = Mode.RELAYS, lookupIfMissing = true)
public class LedgerInOrder implements HealthCheck {
  private final Follower follower;

  LedgerInOrder(Follower follower) {
    this.follower = follower;
  }

  @Override
  public HealthCheckResponse call() {
    var status = follower.status();
    var response =
        HealthCheckResponse.named("ledger in order")
            .status(status.alarm().isEmpty() && status.storage().isEmpty())
            .withData("entries", status.entries())
            .withData("logged", status.logged())
            .withData("attested", status.attested());
    status.alarm().ifPresent(alarm -> response.withData("alarm", alarm));
    status.storage().ifPresent(failure -> response.withData("storage", failure));
    return response.build();
  }
}
