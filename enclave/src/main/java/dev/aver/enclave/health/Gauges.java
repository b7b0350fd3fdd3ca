// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.health;

import dev.aver.enclave.Enclave;
import dev.aver.enclave.Service;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;

/** Numbers for operators: counts that the log shows anyway, never anything of a request. */
@Singleton
public class Gauges {
  private final Service service;
  private final MeterRegistry registry;

  /** Called by the container. */
  public Gauges(Service service, MeterRegistry registry) {
    this.service = service;
    this.registry = registry;
  }

  void register(@Observes StartupEvent event) {
    gauge("aver.log.entries", "Receipts in the log", enclave -> enclave.log().size());
    gauge(
        "aver.log.unconfirmed",
        "Entries that the relay has not confirmed",
        enclave -> enclave.log().size() - enclave.log().durable());
    gauge("aver.requests.inside", "Requests being answered", Enclave::requestsInside);
  }

  private void gauge(String name, String description, ToDoubleFunction<Enclave> value) {
    io.micrometer.core.instrument.Gauge.builder(
            name, service, s -> s.enclave().map(value::applyAsDouble).orElse(0.0))
        .description(description)
        .register(registry);
  }
}
