// SPDX-License-Identifier: Apache-2.0
package dev.aver.host;

import io.quarkus.test.common.http.TestHTTPResource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The whole process under test, at both of its ports. */
abstract class ProcessFixture {
  @TestHTTPResource("/")
  URI api;

  @TestHTTPResource(value = "/", management = true)
  URI management;

  private final HttpClient client = HttpClient.newHttpClient();

  final HttpResponse<String> get(URI base, String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(base.resolve(path)));
  }

  final HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
