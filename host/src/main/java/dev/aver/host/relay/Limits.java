// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.relay;

import dev.aver.host.config.RelayConfig;

/**
 * What one exchange may take.
 *
 * @param maxBody bytes of the request's body
 * @param uploadTimeoutMillis until the request has been sent whole
 * @param connectTimeoutMillis until the enclave accepts the connection
 * @param idleTimeoutMillis of silence within the enclave's answer
 */
record Limits(
    long maxBody, long uploadTimeoutMillis, long connectTimeoutMillis, long idleTimeoutMillis) {
  static Limits of(RelayConfig.Relay config) {
    return new Limits(
        config.maxBody(),
        config.uploadTimeout().toMillis(),
        config.connectTimeout().toMillis(),
        config.idleTimeout().toMillis());
  }
}
