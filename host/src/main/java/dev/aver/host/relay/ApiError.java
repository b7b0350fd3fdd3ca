// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.relay;

import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A refusal by the relay itself, in the error object that OpenAI's SDKs understand: {@code
 * {"error":{"message","type","param","code"}}} with a stable {@code code}.
 *
 * @param status the HTTP status
 * @param code the stable code
 * @param message one sentence for people
 * @param retryAfter seconds after which another try makes sense; 0 for never
 */
public record ApiError(int status, String code, String message, int retryAfter) {
  /** The enclave cannot be reached, or left before it answered. */
  public static final ApiError ENCLAVE_UNAVAILABLE =
      new ApiError(503, "enclave_unavailable", "the enclave cannot be reached at the moment", 2);

  /** The enclave was silent for too long. */
  public static final ApiError ENCLAVE_TIMEOUT =
      new ApiError(504, "enclave_timeout", "the enclave did not answer in time", 2);

  /** No such path. */
  public static final ApiError NOT_FOUND =
      new ApiError(404, "unknown_url", "there is nothing at this path", 0);

  /** The path is known, but not with this method. */
  public static final ApiError METHOD_NOT_ALLOWED =
      new ApiError(405, "method_not_allowed", "this path does not take this method", 0);

  /** Not HTTP as it should be: a request without the host that it is for. */
  public static final ApiError BAD_REQUEST =
      new ApiError(400, "bad_request", "this is not a well-formed HTTP request; is Host set?", 0);

  /** The caller took too long to send its request. */
  public static final ApiError REQUEST_TIMEOUT =
      new ApiError(408, "request_timeout", "the request did not arrive in time", 0);

  /** Something that the relay did not foresee; the log has it. */
  public static final ApiError INTERNAL =
      new ApiError(500, "internal_error", "the relay failed; its log says why", 0);

  /** A body over {@code limit} bytes. */
  public static ApiError tooLarge(long limit) {
    return new ApiError(413, "request_too_large", "the body is larger than " + limit + " bytes", 0);
  }

  /** Answers with this error in the form of the API that was called. */
  public void send(HttpServerRequest request) {
    if (begin(request.response())) {
      request.response().end(JsonWriter.write(inFormOf(request.path())));
    }
  }

  /** The Open Inference Protocol, below {@code /v2}, has an error object of its own. */
  private Json.Obj inFormOf(@Nullable String path) {
    return path != null && (path.equals("/v2") || path.startsWith("/v2/"))
        ? Json.object().put("error", message).build()
        : toJson();
  }

  /** Ends {@code response} with this error, unless a response is already under way. */
  public void send(HttpServerResponse response) {
    if (begin(response)) {
      response.end(JsonWriter.write(toJson()));
    }
  }

  /** As {@link #send(HttpServerRequest)}, naming the methods that the path takes. */
  public void sendAllowing(HttpServerRequest request, String methods) {
    if (begin(request.response())) {
      request
          .response()
          .putHeader(HttpHeaders.ALLOW, methods)
          .end(JsonWriter.write(inFormOf(request.path())));
    }
  }

  /** What follows the routes of a path that takes {@code methods}: it takes no other. */
  public static Handler<RoutingContext> only(String methods) {
    return context -> METHOD_NOT_ALLOWED.sendAllowing(context.request(), methods);
  }

  private boolean begin(HttpServerResponse response) {
    if (response.headWritten() || response.closed()) {
      return false;
    }
    forgetAnswer(response.headers());
    response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    if (retryAfter > 0) {
      response.putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(retryAfter));
    }
    return true;
  }

  /** Nothing of a begun answer is left, but a browser may still read this one. */
  private static void forgetAnswer(MultiMap headers) {
    for (var name : headers.names()) {
      var lower = name.toLowerCase(Locale.ROOT);
      if (!lower.startsWith("access-control-") && !lower.equals("vary")) {
        headers.remove(name);
      }
    }
  }

  Json.Obj toJson() {
    var error =
        Json.object()
            .put("message", message)
            .put("type", status < 500 ? "invalid_request_error" : "server_error")
            .put("param", Json.Null.NULL)
            .put("code", code)
            .build();
    return Json.object().put("error", error).build();
  }
}
