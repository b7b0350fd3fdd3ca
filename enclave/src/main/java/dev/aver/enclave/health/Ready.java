// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.health;

import dev.aver.enclave.Service;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready means: keys born, model loaded, receipts can be signed, and the hardware has vouched for
 * all of it. An enclave that cannot show evidence yet has nothing to offer.
 */
@Readiness
@Singleton
public class Ready implements HealthCheck {
  private final Service service;

  /** Called by the container. */
  public Ready(Service service) {
    this.service = service;
  }

  @Override
  public HealthCheckResponse call() {
    var response = HealthCheckResponse.named("enclave");
    service
        .enclave()
        .ifPresentOrElse(
            enclave ->
                response
                    .status(enclave.hasEvidence())
                    .withData("enclave", enclave.identity().enclave().toString())
                    .withData("evidence", enclave.hasEvidence()),
            response::down);
    return response.build();
  }
}
