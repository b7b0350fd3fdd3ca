// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.relay;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Which headers belong to the two ends and which to one connection only (RFC 9110, 7.6.1). What the
 * enclave commits to and what callers check travels in end-to-end headers, so these pass untouched,
 * repeated ones in their order.
 */
final class EndToEnd {
  private static final Set<String> ONE_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "http2-settings",
          // The relay answers the expectation itself, or a body would be sent before it is wanted.
          "expect");

  private EndToEnd() {}

  /** Copies the headers of {@code from} that do not end at this hop. Host is not among them. */
  static void copy(MultiMap from, MultiMap to) {
    var named = named(from);
    for (var header : from) {
      var name = header.getKey().toLowerCase(Locale.ROOT);
      if (!ONE_HOP.contains(name) && !named.contains(name) && !name.equals("host")) {
        to.add(header.getKey(), header.getValue());
      }
    }
  }

  /** Headers that this message declares to be for one hop. */
  private static Set<String> named(MultiMap headers) {
    var names = new HashSet<String>();
    for (var value : headers.getAll(HttpHeaders.CONNECTION)) {
      for (var name : value.split(",", -1)) {
        names.add(name.strip().toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }
}
