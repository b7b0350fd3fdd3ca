// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.relay;

import dev.aver.host.config.RelayConfig;
import dev.aver.host.enclaves.EnclaveConnections;
import dev.aver.host.telemetry.Exchanges;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.util.HashMap;
import java.util.Map;

/** The relay's own routes, as they are, in front of a far end at a port. */
final class RelayInFront implements AutoCloseable {
  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;

  RelayInFront(int enclavePort, Map<String, String> settings) {
    var config = config(enclavePort, settings);
    var router = Router.router(vertx);
    var client = EnclaveConnections.client(vertx, config);
    new RelayRoutes(client, config, new Exchanges(metrics)).routes(router);
    server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  private static RelayConfig config(int enclavePort, Map<String, String> settings) {
    var values = new HashMap<>(settings);
    values.put("aver.enclave.url", "http://127.0.0.1:" + enclavePort);
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withSources(new PropertiesConfigSource(values, "test", 500))
        .withConverter(
            java.time.Duration.class, 200, new io.quarkus.runtime.configuration.DurationConverter())
        .withMapping(RelayConfig.class)
        .build()
        .getConfigMapping(RelayConfig.class);
  }

  Connection connect() throws java.io.IOException {
    return Connection.to(server.actualPort());
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
