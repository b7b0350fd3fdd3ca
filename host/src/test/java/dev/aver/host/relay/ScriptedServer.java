// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.relay;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** The far end of a connection, byte by byte: each connection runs the script on its own thread. */
final class ScriptedServer implements Closeable {
  /** What the far end does with one connection; returning closes it. */
  interface Script {
    void run(Connection connection) throws IOException, InterruptedException;
  }

  private final ServerSocket listener;
  private final AtomicInteger connections = new AtomicInteger();

  ScriptedServer(Script script) throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> accept(script));
  }

  int port() {
    return listener.getLocalPort();
  }

  /** How many connections have been made to it. */
  int connections() {
    return connections.get();
  }

  private void accept(Script script) {
    while (!listener.isClosed()) {
      try {
        var socket = listener.accept();
        connections.incrementAndGet();
        Thread.ofPlatform().daemon().start(() -> serve(socket, script));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void serve(Socket socket, Script script) {
    try (var connection = new Connection(socket)) {
      script.run(connection);
    } catch (IOException | InterruptedException gone) {
      // The other end left: the test looks at what it saw.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
