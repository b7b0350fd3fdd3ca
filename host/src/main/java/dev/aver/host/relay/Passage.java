// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.relay;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to the enclave and its answer on the way back. Bytes are handed on as they
 * come and are never changed, collected or logged. An answer that breaks off is cut for the caller
 * as well, so that half an answer never looks whole; a caller that leaves cancels the work above.
 *
 * <p>Everything runs on the event loop of the exchange, so there is no lock.
 */
final class Passage implements Upload.Listener {
  private final HttpServerRequest inbound;
  private final HttpServerResponse outbound;
  private final HttpClient enclave;
  private final Limits limits;
  private final Upload upload;
  private final Vertx vertx;
  private @Nullable HttpClientRequest upstream;
  private long uploadTimer = -1;
  private boolean uploaded;
  private boolean over;

  Passage(RoutingContext context, HttpClient enclave, Limits limits) {
    this.inbound = context.request();
    this.outbound = context.response();
    this.vertx = context.vertx();
    this.enclave = enclave;
    this.limits = limits;
    this.upload = new Upload(inbound, limits.maxBody(), this);
  }

  /** Sends the request on, unless it already says that it is too large. */
  void begin() {
    inbound.pause();
    outbound.closeHandler(closed -> abandon());
    outbound.exceptionHandler(broken -> abandon());
    inbound.exceptionHandler(broken -> abandon());
    if (declaredLength() > limits.maxBody()) {
      refuse(ApiError.tooLarge(limits.maxBody()));
      return;
    }
    enclave
        .request(target())
        .onSuccess(this::connected)
        .onFailure(unreachable -> refuse(ApiError.ENCLAVE_UNAVAILABLE));
  }

  private RequestOptions target() {
    return new RequestOptions()
        .setMethod(inbound.method())
        .setURI(originForm())
        .setFollowRedirects(false)
        .setConnectTimeout(limits.connectTimeoutMillis());
  }

  /** Path and query as they were sent, also of a request line that names scheme and host. */
  private @Nullable String originForm() {
    return inbound.query() == null ? inbound.path() : inbound.path() + "?" + inbound.query();
  }

  private void connected(HttpClientRequest request) {
    upstream = request;
    if (over) {
      request.reset();
      return;
    }
    EndToEnd.copy(inbound.headers(), request.headers());
    if (declaredLength() < 0 && hasBody()) {
      request.setChunked(true);
    }
    request.idleTimeout(limits.idleTimeoutMillis());
    request.exceptionHandler(known -> {}); // the response's future fails with the same
    request.response().onSuccess(this::answered).onFailure(this::failed);
    uploadTimer =
        vertx.setTimer(limits.uploadTimeoutMillis(), late -> refuse(ApiError.REQUEST_TIMEOUT));
    if ("100-continue".equalsIgnoreCase(inbound.getHeader(HttpHeaders.EXPECT))) {
      outbound.writeContinue();
    }
    upload.start(request);
  }

  /** The declared length of the body; −1 if none is declared. */
  private long declaredLength() {
    var length = inbound.getHeader(HttpHeaders.CONTENT_LENGTH);
    // The server has refused anything but digits before this line.
    return length == null ? -1 : length.length() > 18 ? Long.MAX_VALUE : Long.parseLong(length);
  }

  private boolean hasBody() {
    return inbound.getHeader(HttpHeaders.TRANSFER_ENCODING) != null
        || inbound.version() == HttpVersion.HTTP_2 && !inbound.isEnded();
  }

  @Override
  public void sent() {
    uploaded = true;
    vertx.cancelTimer(uploadTimer);
  }

  @Override
  public void tooLarge() {
    refuse(ApiError.tooLarge(limits.maxBody()));
  }

  private void answered(HttpClientResponse answer) {
    if (over) {
      return;
    }
    vertx.cancelTimer(uploadTimer);
    outbound.setStatusCode(answer.statusCode());
    EndToEnd.copy(answer.headers(), outbound.headers());
    if (!outbound.headers().contains(HttpHeaders.CONTENT_LENGTH) && mayHaveBody(answer)) {
      outbound.setChunked(true);
    }
    answer
        .pipe()
        .endOnFailure(false)
        .to(outbound)
        .onSuccess(whole -> finish())
        .onFailure(broken -> cut());
  }

  private static boolean mayHaveBody(HttpClientResponse answer) {
    return answer.statusCode() != 204 && answer.statusCode() != 304;
  }

  private void finish() {
    if (uploaded) {
      over = true;
    } else {
      // The enclave refused before it had read everything: what is left has no reader.
      stop();
      upload.discard();
    }
  }

  /** The enclave broke off within its answer: the caller must not take this for the end. */
  private void cut() {
    over = true;
    outbound.reset();
  }

  private void failed(Throwable cause) {
    refuse(
        cause instanceof TimeoutException
            ? ApiError.ENCLAVE_TIMEOUT
            : ApiError.ENCLAVE_UNAVAILABLE);
  }

  private void refuse(ApiError error) {
    if (over) {
      return;
    }
    stop();
    upload.discard();
    error.send(inbound);
  }

  /** The caller has gone: nobody needs the answer any more. */
  private void abandon() {
    if (!over) {
      stop();
    }
  }

  private void stop() {
    over = true;
    vertx.cancelTimer(uploadTimer);
    if (upstream != null) {
      upstream.reset();
    }
  }
}
