// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts hashing and loading while the framework still starts, then runs. */
@QuarkusMain
public final class Main {
  private Main() {}

  /** Arguments are not used: configuration is typed, see {@code config.Settings}. */
  public static void main(String[] arguments) {
    ModelLoading.begin();
    ApplicationDigest.begin();
    Quarkus.run(arguments);
  }
}
