// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Reads the beginning of a stream and hangs up. */
final class LeavingClient implements AutoCloseable {
  private final Socket socket;
  private final BufferedReader in;
  private final Map<String, String> headers = new TreeMap<>();

  LeavingClient(URI base, String path, String json) throws IOException {
    socket = new Socket(base.getHost(), base.getPort());
    var body = json.getBytes(StandardCharsets.UTF_8);
    var head =
        "POST %s HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(path, body.length);
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().write(body);
    in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      var colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
    }
  }

  String header(String name) {
    return headers.get(name);
  }

  void readEvents(int count) throws IOException {
    for (var seen = 0; seen < count; ) {
      var line = in.readLine();
      if (line == null) {
        throw new IOException("the stream has ended");
      }
      seen += line.startsWith("data: ") ? 1 : 0;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
