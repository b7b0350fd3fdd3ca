// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts hashing and loading while the framework still starts, then runs. */
@QuarkusMain
public final class Main {
  private Main() {}

  /** {@code loop TEXTS} measures (see {@link Loop}); otherwise the service. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 2 && arguments[0].equals("loop")) {
      Loop.run(Integer.parseInt(arguments[1]));
      return;
    }
    ModelLoading.begin();
    ApplicationDigest.begin();
    Quarkus.run(arguments);
  }
}
