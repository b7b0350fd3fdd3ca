// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.enclaves;

import dev.aver.host.config.RelayConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;

/** The connections over which callers' requests reach the enclave. */
@ApplicationScoped
public class EnclaveConnections {
  /**
   * A receipt of up to 8 KiB travels in a header as base64url, beside others: Vert.x would stop at
   * 8 KiB.
   */
  private static final int MAX_HEADERS = 64 * 1024;

  /** The client; its default host and port are the enclave's. */
  @Produces
  @Singleton
  public static HttpClient client(Vertx vertx, RelayConfig config) {
    var url = config.enclave().url();
    return vertx.createHttpClient(
        new HttpClientOptions()
            .setDefaultHost(url.getHost())
            .setDefaultPort(port(url))
            .setSsl("https".equals(url.getScheme()))
            .setMaxPoolSize(config.relay().connections())
            .setConnectTimeout((int) config.relay().connectTimeout().toMillis())
            .setMaxHeaderSize(MAX_HEADERS)
            // What the enclave encoded or not is part of what callers check.
            .setDecompressionSupported(false)
            .setKeepAliveTimeout(30));
  }

  private static int port(URI url) {
    return url.getPort() >= 0 ? url.getPort() : "https".equals(url.getScheme()) ? 443 : 80;
  }
}
