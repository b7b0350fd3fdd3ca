// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.relay;

import dev.aver.host.TestServer;
import dev.aver.host.config.TestConfig;
import dev.aver.host.enclaves.EnclaveConnections;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The relay's own routes, as they are, in front of a far end at a port. */
final class RelayInFront implements AutoCloseable {
  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final TestServer server;

  RelayInFront(int enclavePort, Map<String, String> settings) {
    var values = new HashMap<>(settings);
    values.put("aver.enclave.url", "http://127.0.0.1:" + enclavePort);
    var config = TestConfig.of(values);
    server =
        new TestServer(
            (vertx, router) ->
                new RelayRoutes(
                        EnclaveConnections.client(vertx, config), config, new Exchanges(metrics))
                    .routes(router));
  }

  Connection connect() throws IOException {
    return Connection.to(server.port());
  }

  @Override
  public void close() {
    server.close();
  }
}
