// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.local;

import dev.aver.cli.CommandFailed;
import dev.aver.cli.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of this machine's loopback address. */
public final class FreePort {
  private FreePort() {}

  /** A port that nobody listens on now. */
  public static int any() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Whether a server could listen on it now. */
  public static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
      return true;
    } catch (IOException e) {
      return false;
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
    if (!isFree(port)) {
      throw new CommandFailed(
          ExitCode.REJECTED,
          "port " + port + " is taken by another program",
          "Choose another one, for example: ./aver " + command + " --port " + any());
    }
    return port;
  }
}
