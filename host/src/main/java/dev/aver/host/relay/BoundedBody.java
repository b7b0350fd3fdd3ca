// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.relay;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;

/** A request's whole body for the few paths that the relay answers itself, within limits. */
public final class BoundedBody {
  private final RoutingContext context;
  private final int limit;
  private final Consumer<byte[]> then;
  private final Buffer body = Buffer.buffer();
  private final long timer;

  private BoundedBody(
      RoutingContext context, int limit, long timeoutMillis, Consumer<byte[]> then) {
    this.context = context;
    this.limit = limit;
    this.then = then;
    this.timer = context.vertx().setTimer(timeoutMillis, late -> refuse(ApiError.REQUEST_TIMEOUT));
  }

  /**
   * Calls {@code then} with the body on the event loop, or answers 413 above {@code limit} bytes
   * and 408 after the time-out.
   */
  public static void read(
      RoutingContext context, int limit, long timeoutMillis, Consumer<byte[]> then) {
    new BoundedBody(context, limit, timeoutMillis, then).begin();
  }

  private void begin() {
    var request = context.request();
    if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
      context.response().writeContinue();
    }
    request.handler(this::take);
    request.endHandler(this::end);
    request.exceptionHandler(gone -> context.vertx().cancelTimer(timer));
  }

  private void take(Buffer chunk) {
    if (body.length() + chunk.length() > limit) {
      refuse(ApiError.tooLarge(limit));
    } else {
      body.appendBuffer(chunk);
    }
  }

  private void end(Void nothing) {
    context.vertx().cancelTimer(timer);
    then.accept(body.getBytes());
  }

  private void refuse(ApiError error) {
    context.vertx().cancelTimer(timer);
    Discard.rest(context.request());
    error.send(context.response());
  }
}
