// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.health;

import dev.aver.host.config.Mode;
import dev.aver.host.ledger.Follower;
import io.quarkus.arc.lookup.LookupIfProperty;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready only while the enclave answers: without it there is nothing to relay. */
@Readiness
@ApplicationScoped
@LookupIfProperty(name = "aver.mode", stringValue = Mode.RELAYS, lookupIfMissing = true)
public class EnclaveReachable implements HealthCheck {
  private final Follower follower;

  EnclaveReachable(Follower follower) {
    this.follower = follower;
  }

  @Override
  public HealthCheckResponse call() {
    var status = follower.status();
    var response = HealthCheckResponse.named("enclave reachable").status(status.reachable());
    status.enclave().ifPresent(enclave -> response.withData("enclave", enclave.toString()));
    return response.build();
  }
}
