// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api;

import dev.aver.enclave.inference.Refusal;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The whole map of paths, in order of entry. A path that is not on it is 404, a method that is not
 * 405: nothing answers by accident.
 */
public final class Dispatcher {
  /** One way in. */
  private record Way(
      HttpMethod method,
      String path,
      boolean isPrefix,
      BiConsumer<HttpServerRequest, String> handler) {
    boolean leadsTo(String asked) {
      return isPrefix
          ? asked.startsWith(path) && asked.length() > path.length()
          : asked.equals(path);
    }
  }

  private static final Logger LOG = Logger.getLogger(Dispatcher.class);

  private final List<Way> ways = new ArrayList<>();

  /** Serves exactly {@code path}. */
  public Dispatcher on(HttpMethod method, String path, Consumer<HttpServerRequest> handler) {
    ways.add(new Way(method, path, false, (request, _) -> handler.accept(request)));
    return this;
  }

  /** Serves what begins with {@code prefix}; the handler gets the rest, still percent-encoded. */
  public Dispatcher below(
      HttpMethod method, String prefix, BiConsumer<HttpServerRequest, String> handler) {
    ways.add(new Way(method, prefix, true, handler));
    return this;
  }

  /** Answers every request; on its event loop. */
  public void handle(HttpServerRequest request) {
    var path = request.path();
    var allowed = new ArrayList<String>();
    for (var way : ways) {
      if (path != null && way.leadsTo(path)) {
        if (way.method().equals(request.method())) {
          enter(way, request, path.substring(way.isPrefix() ? way.path().length() : 0));
          return;
        }
        allowed.add(way.method().name());
      }
    }
    refuse(request, path == null ? "" : path, allowed);
  }

  private static void enter(Way way, HttpServerRequest request, String rest) {
    try {
      way.handler().accept(request, rest);
    } catch (RuntimeException e) {
      LOG.errorf("%s failed: %s", way.path(), e.getClass());
      Answer.refused(way.path(), Refusal.of(500, "internal_error", "The enclave failed."))
          .send(request);
    }
  }

  private static void refuse(HttpServerRequest request, String path, List<String> allowed) {
    if (allowed.isEmpty()) {
      var unknown = Refusal.of(404, "unknown_url", "There is nothing at this path.");
      Answer.refused(path, unknown).send(request);
    } else {
      refuseMethod(request, path, String.join(", ", allowed));
    }
  }

  /** Answers that the path exists and takes {@code method} alone: for who looks behind a prefix. */
  public static void takesOnly(HttpServerRequest request, HttpMethod method) {
    var path = request.path();
    refuseMethod(request, path == null ? "" : path, method.name());
  }

  private static void refuseMethod(HttpServerRequest request, String path, String allowed) {
    request.response().putHeader("Allow", allowed);
    var wrong = Refusal.of(405, "method_not_allowed", "This path takes " + allowed + " only.");
    Answer.refused(path, wrong).send(request);
  }
}
