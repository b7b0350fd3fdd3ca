// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.relay;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;

/**
 * The request's body on its way up: at the pace of the slower side, never more than the cap, never
 * held as a whole. Everything runs on the event loop of the exchange.
 */
final class Upload {
  /** Who wants to know how it ended; called at most once, and never after {@link #discard}. */
  interface Listener {
    /** The whole body has been handed on. */
    void sent();

    /** The cap was passed. */
    void tooLarge();
  }

  private final HttpServerRequest from;
  private final long cap;
  private final Listener listener;
  private long received;
  private boolean discarding;

  Upload(HttpServerRequest from, long cap, Listener listener) {
    this.from = from;
    this.cap = cap;
    this.listener = listener;
  }

  /** Starts to hand the body on to {@code to}. The request must have been paused until now. */
  void start(HttpClientRequest to) {
    from.handler(chunk -> pass(chunk, to));
    from.endHandler(
        end -> {
          to.end();
          listener.sent();
        });
    from.resume();
  }

  private void pass(Buffer chunk, HttpClientRequest to) {
    received += chunk.length();
    if (received > cap) {
      discard();
      listener.tooLarge();
      return;
    }
    to.write(chunk);
    if (to.writeQueueFull()) {
      from.pause();
      to.drainHandler(drained -> from.resume());
    }
  }

  /** Nobody wants the rest. */
  void discard() {
    if (!discarding) {
      discarding = true;
      Discard.rest(from);
    }
  }
}
