// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.relay;

import io.vertx.core.http.HttpServerRequest;

/**
 * Reads and drops the rest of a body that nobody wants, within limits. Closing a connection with
 * unread bytes resets it, and the caller would lose the refusal itself; reading for ever would let
 * it go on for ever.
 */
final class Discard {
  private static final long PATIENCE = 16L << 20;

  private long dropped;

  private Discard() {}

  /** Drops what is still to come of {@code request}; closes the connection if that is too much. */
  static void rest(HttpServerRequest request) {
    if (request.isEnded()) {
      return;
    }
    var discard = new Discard();
    request.handler(
        chunk -> {
          discard.dropped += chunk.length();
          if (discard.dropped > PATIENCE) {
            request.connection().close();
          }
        });
    request.endHandler(end -> {});
    request.resume();
  }
}
