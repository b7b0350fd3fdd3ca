// SPDX-License-Identifier: Apache-2.0
package dev.aver.contracts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A real chain node on a free port of loopback, stopped with the test. */
public final class Anvil implements AutoCloseable {
  private static final String LISTENING = "Listening on ";

  private final Process process;
  private final URI address;

  private Anvil(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /** Starts the node and waits until it says where it listens. */
  public static Anvil start() throws IOException, InterruptedException {
    Tools.install();
    // The program itself, not npm's shim: killing a shim can leave the node running.
    var process =
        new ProcessBuilder(
                Tools.anvil().toString(),
                "--port",
                "0",
                "--hardfork",
                "osaka",
                "--enable-tx-gas-limit")
            .redirectErrorStream(true)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    var output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (var line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(LISTENING)) {
        drain(output);
        return new Anvil(process, URI.create("http://" + line.substring(LISTENING.length())));
      }
    }
    process.destroyForcibly();
    throw new IOException("anvil ended before it listened");
  }

  /** Where JSON-RPC is answered. */
  public URI address() {
    return address;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** A node whose pipe is full would stand still. */
  private static void drain(BufferedReader output) {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                while (output.readLine() != null) {}
              } catch (IOException e) {
                // The node has gone: nothing left to read.
              }
            });
  }
}
