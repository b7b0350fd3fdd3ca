// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api;

import dev.aver.attestation.bytes.Bytes;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;

/**
 * The way back to one caller: one whole answer, or a stream of blocks. Any thread may write; order
 * is kept. Once the caller has gone nothing happens any more.
 */
public final class Reply {
  private final HttpServerRequest request;
  private final Context loop;

  /** Of {@code request}; create it on its event loop. */
  public Reply(HttpServerRequest request, Vertx vertx) {
    this.request = request;
    this.loop = vertx.getOrCreateContext();
  }

  /** Runs {@code action} when the connection closes before the answer has ended. */
  public void whenGone(Runnable action) {
    loop.runOnContext(
        _ -> {
          if (request.response().closed()) {
            action.run();
          } else {
            request.response().closeHandler(_ -> action.run());
          }
        });
  }

  /** The whole answer. */
  public void send(Answer answer) {
    loop.runOnContext(_ -> answer.send(request));
  }

  /** Begins a stream of events with these headers in addition. */
  public void begin(Map<String, String> headers) {
    loop.runOnContext(
        _ -> {
          var response = request.response();
          if (!gone()) {
            response.setChunked(true);
            response.putHeader("Content-Type", "text/event-stream");
            response.putHeader("Cache-Control", "no-cache");
            headers.forEach(response::putHeader);
          }
        });
  }

  /** The next bytes of the stream. */
  public void write(Bytes block) {
    var buffer = Buffer.buffer(block.toArray());
    loop.runOnContext(
        _ -> {
          if (!gone()) {
            request.response().write(buffer);
          }
        });
  }

  /** Ends the stream. */
  public void end() {
    loop.runOnContext(
        _ -> {
          if (!gone()) {
            request.response().end();
          }
        });
  }

  private boolean gone() {
    return request.response().ended() || request.response().closed();
  }
}
