// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.health;

import dev.aver.host.config.Mode;
import dev.aver.host.verification.VerificationPool;
import dev.aver.host.verification.VerifierKey;
import io.quarkus.arc.lookup.LookupIfProperty;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** A verifier alone is ready while it would take one more request. */
@Readiness
@ApplicationScoped
@LookupIfProperty(name = "aver.mode", stringValue = Mode.VERIFIES)
public class VerifierReady implements HealthCheck {
  private final VerificationPool pool;
  private final VerifierKey key;

  VerifierReady(VerificationPool pool, VerifierKey key) {
    this.pool = pool;
    this.key = key;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("verifier")
        .status(pool.hasRoom())
        .withData("signs", key.key().isPresent())
        .build();
  }
}
