// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** The one place that knows the machine's clock; everything else is given one. */
@ApplicationScoped
public class Composition {
  @Produces
  @Singleton
  InstantSource clock() {
    return InstantSource.system();
  }
}
