// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;

/** Starts hashing and loading while the framework still starts, then runs. */
@QuarkusMain
public final class Main {
  private Main() {}

  /**
   * The enclave, whose configuration is typed ({@code config.Settings}) and not in arguments; or,
   * as {@code doctor}, a look at this machine's hardware.
   */
  public static void main(String[] arguments) {
    if (arguments.length > 0 && arguments[0].equals(Doctoring.COMMAND)) {
      System.exit(Boot.doctor(List.of(arguments).subList(1, arguments.length)));
    }
    ModelLoading.begin();
    ApplicationDigest.begin();
    Quarkus.run(arguments);
  }
}
