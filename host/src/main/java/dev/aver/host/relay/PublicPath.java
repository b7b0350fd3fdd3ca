// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.relay;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The paths of the enclave that the outside may reach, and nothing else. A path is matched as it
 * was sent, before any decoding, and forwarded as it was sent: {@code %2e%2e}, a doubled slash or
 * {@code /internal} match nothing here, so no reader can be made to see another path than this one.
 *
 * @param operation the name in metrics
 * @param method the only method that the enclave answers
 * @param path the whole raw path
 */
record PublicPath(String operation, HttpMethod method, Pattern path) {
  /** The name of a model. */
  private static final String MODEL = "(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._:@+-]|%2[fF]){0,127}";

  /** The same with a version of it, which is its digest. */
  private static final String TENSOR_MODEL =
      "/v2/models/" + MODEL + "(?:/versions/0x[0-9a-f]{64})?";

  private static final List<PublicPath> ALL =
      List.of(
          of("models", HttpMethod.GET, "/v1/models"),
          of("models", HttpMethod.GET, "/v1/models/" + MODEL),
          of("embeddings", HttpMethod.POST, "/v1/embeddings"),
          of("chat", HttpMethod.POST, "/v1/chat/completions"),
          of("completions", HttpMethod.POST, "/v1/completions"),
          of("tensors", HttpMethod.GET, "/v2(?:/health/(?:live|ready))?"),
          of("infer", HttpMethod.POST, TENSOR_MODEL + "/infer"),
          of("tensors", HttpMethod.GET, TENSOR_MODEL + "(?:/ready)?"),
          of("receipts", HttpMethod.GET, "/v1/receipts/[A-Za-z0-9_-]{1,128}"),
          of("attestation", HttpMethod.GET, "/v1/attestation"));

  private static PublicPath of(String operation, HttpMethod method, String path) {
    return new PublicPath(operation, method, Pattern.compile(path));
  }

  /** All of them. */
  static List<PublicPath> all() {
    return ALL;
  }

  /** What stands at the raw path, if it is public. */
  static Optional<PublicPath> find(String rawPath) {
    return ALL.stream().filter(known -> known.path.matcher(rawPath).matches()).findFirst();
  }

  /** The value of Allow. */
  String allow() {
    return method.name();
  }

  /** Whether this path takes {@code other}. */
  boolean takes(HttpMethod other) {
    return other.equals(method);
  }
}
