// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.telemetry;

import dev.aver.host.config.RelayConfig;
import dev.aver.host.ledger.Follower;
import dev.aver.host.ledger.RelayStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.ToDoubleFunction;

/** How far the log has come, and whether somebody has to look. */
@ApplicationScoped
public class LedgerMeters {
  private final MeterRegistry registry;
  private final Follower follower;
  private final boolean relays;

  LedgerMeters(MeterRegistry registry, Follower follower, RelayConfig config) {
    this.registry = registry;
    this.follower = follower;
    this.relays = config.mode().relays();
  }

  void register(@Observes StartupEvent start) {
    if (!relays) {
      return;
    }
    gauge("aver.enclave.reachable", "1 while the enclave answers", s -> bit(s.reachable()));
    gauge("aver.ledger.entries", "entries on disk", RelayStatus::entries);
    gauge("aver.ledger.logged", "entries under a signed checkpoint", RelayStatus::logged);
    gauge("aver.ledger.attested", "entries under an attested checkpoint", RelayStatus::attested);
    gauge("aver.ledger.alarm", "1 if log and enclave disagree", s -> bit(s.alarm().isPresent()));
    gauge(
        "aver.ledger.storage", "1 while nothing can be stored", s -> bit(s.storage().isPresent()));
  }

  private void gauge(String name, String description, ToDoubleFunction<RelayStatus> value) {
    Gauge.builder(name, follower, f -> value.applyAsDouble(f.status()))
        .description(description)
        .register(registry);
  }

  private static double bit(boolean set) {
    return set ? 1 : 0;
  }
}
