// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.local;

import dev.aver.cli.CommandFailed;
import dev.aver.cli.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Ports of this machine's loopback address. */
public final class FreePort {
  /** Whoever asks twice before one is in use must not get the same: one of the two would fail. */
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private FreePort() {}

  /** A port that nobody listens on now, and that was not given before. */
  public static int any() throws IOException {
    while (true) {
      try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        if (GIVEN.add(socket.getLocalPort())) {
          return socket.getLocalPort();
        }
      }
    }
  }

  /** Why no server could listen on it now; empty if one could. */
  private static Optional<String> obstacle(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
      return Optional.empty();
    } catch (IOException e) {
      var message = String.valueOf(e.getMessage());
      return Optional.of(
          message.contains("in use")
              ? "is taken by another program"
              : "cannot be used: " + message);
    }
  }

  /**
   * The port that the caller of {@code command} asked for; 0 stands for any free one.
   *
   * @throws CommandFailed if it is no port, or taken
   */
  public static int chosen(int port, String command) throws IOException {
    if (port == 0) {
      return any();
    }
    if (port < 1 || port > 65535) {
      throw new CommandFailed(ExitCode.USAGE, "port " + port + " is not in 1..65535", "");
    }
    var obstacle = obstacle(port);
    if (obstacle.isPresent()) {
      throw new CommandFailed(
          ExitCode.REJECTED,
          "port " + port + " " + obstacle.get(),
          "Choose another one, for example: ./aver " + command + " --port " + any());
    }
    GIVEN.add(port);
    return port;
  }
}
