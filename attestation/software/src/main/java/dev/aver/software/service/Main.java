// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.service;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * Serves until its standard input ends, so that it lives no longer than whoever started it: {@code
 * Main DIRECTORY [PORT]}. Prints {@code port N} as soon as it answers.
 */
public final class Main {
  private Main() {}

  /** The folder of the software TEE, and maybe a port. */
  public static void main(String... arguments) throws IOException {
    if (arguments.length < 1 || arguments.length > 2) {
      System.err.println("usage: Main DIRECTORY [PORT]");
      System.exit(2);
    }
    var port = arguments.length == 2 ? Integer.parseInt(arguments[1]) : 0;
    var directory = Path.of(arguments[0]);
    try (var services =
        VendorServices.start(directory, port, Clock.systemUTC(), new SecureRandom())) {
      System.out.println("port " + services.port());
      while (System.in.read() >= 0) {
        // Until it ends.
      }
    }
    System.exit(0); // slow answers may still be on their way
  }
}
