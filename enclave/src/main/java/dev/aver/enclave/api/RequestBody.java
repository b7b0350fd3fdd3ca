// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.enclave.inference.Refusal;
import dev.aver.enclave.scheduling.Intake;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Collects the body of one request on its event loop, exactly as sent: JSON without a content
 * coding, at most {@link #LIMIT} bytes, in bounded time. Never holds more than the limit, and all
 * bodies together no more than their {@link Intake}.
 */
public final class RequestBody {
  /** 1 MiB. */
  public static final int LIMIT = 1 << 20;

  /** What of a refused body is read and thrown away, so that its sender gets to see the answer. */
  private static final int DRAINED = 16 * LIMIT;

  private final HttpServerRequest request;
  private final Intake intake;
  private final Consumer<Bytes> whole;
  private final Consumer<Refusal> refused;
  private Buffer collected = Buffer.buffer();
  private long received;
  private long taken;
  private boolean decided;

  private RequestBody(
      HttpServerRequest request, Intake intake, Consumer<Bytes> whole, Consumer<Refusal> refused) {
    this.request = request;
    this.intake = intake;
    this.whole = whole;
    this.refused = refused;
  }

  /**
   * Calls exactly one of {@code whole} and {@code refused}, or none if the client goes away first.
   *
   * @param timeoutMillis after which a slow sender is refused
   */
  public static void read(
      HttpServerRequest request,
      Vertx vertx,
      long timeoutMillis,
      Intake intake,
      Consumer<Bytes> whole,
      Consumer<Refusal> refused) {
    read(request, vertx, timeoutMillis, intake, Optional.empty(), whole, refused);
  }

  /**
   * As above.
   *
   * @param full why the request need not be read at all
   */
  public static void read(
      HttpServerRequest request,
      Vertx vertx,
      long timeoutMillis,
      Intake intake,
      Optional<Refusal> full,
      Consumer<Bytes> whole,
      Consumer<Refusal> refused) {
    var body = new RequestBody(request, intake, whole, refused);
    var timer = vertx.setTimer(timeoutMillis, _ -> body.expire());
    request.handler(body::receive);
    request.exceptionHandler(
        _ -> {
          vertx.cancelTimer(timer);
          body.decided = true;
          body.letGo();
        });
    request.endHandler(
        _ -> {
          vertx.cancelTimer(timer);
          body.end();
        });
    full.ifPresentOrElse(body::refuse, body::checkHeaders);
    request.resume();
  }

  private void checkHeaders() {
    var coding = request.getHeader("Content-Encoding");
    if (coding != null && !coding.trim().equalsIgnoreCase("identity")) {
      refuse(415, "unsupported_content_encoding", "Content must not be encoded.");
    } else if (!isJson(request.getHeader("Content-Type"))) {
      refuse(415, "unsupported_content_type", "Content-Type must be application/json.");
    } else if (tooLong(request.getHeader("Content-Length"))) {
      refuseLength();
    } else if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
      request.response().writeContinue();
    }
  }

  private static boolean isJson(@org.jspecify.annotations.Nullable String type) {
    if (type == null) {
      return false;
    }
    var semicolon = type.indexOf(';');
    var media = semicolon < 0 ? type : type.substring(0, semicolon);
    return media.trim().toLowerCase(Locale.ROOT).equals("application/json");
  }

  private static boolean tooLong(@org.jspecify.annotations.Nullable String length) {
    return length != null && (length.length() > 7 || Long.parseLong(length) > LIMIT);
  }

  private void receive(Buffer chunk) {
    received += chunk.length();
    if (received > DRAINED) {
      request.connection().close();
    } else if (!decided && received > LIMIT) {
      refuseLength();
    } else if (!decided && !takes(chunk.length())) {
      refuse(429, "overloaded", "Too many long requests at once.");
    } else if (!decided) {
      collected.appendBuffer(chunk);
    }
  }

  /** Whether there is room for the last {@code length} bytes that came. */
  private boolean takes(int length) {
    var counted = (int) Math.min(length, Math.max(0, received - Intake.FREE));
    var fits = intake.take(counted);
    taken += fits ? counted : 0;
    return fits;
  }

  private void letGo() {
    collected = Buffer.buffer();
    intake.give(taken);
    taken = 0;
  }

  private void end() {
    if (!decided) {
      decided = true;
      var body = Bytes.of(collected.getBytes());
      letGo(); // whoever gets it counts it
      whole.accept(body);
    }
  }

  private void expire() {
    if (decided) {
      request.connection().close(); // the answer is out, and the sender still does not end
    } else {
      refuse(408, "request_timeout", "The body did not arrive in time.");
    }
  }

  private void refuseLength() {
    refuse(413, "request_too_large", "The body is over " + LIMIT + " bytes.");
  }

  private void refuse(int status, String code, String message) {
    refuse(Refusal.of(status, code, message));
  }

  private void refuse(Refusal refusal) {
    decided = true;
    letGo();
    refused.accept(refusal);
  }
}
