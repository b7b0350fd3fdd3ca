// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api;

import io.vertx.core.http.HttpServerRequest;

/**
 * Whether a caller still waits, and what is to be done when it does not. Costs the event loop
 * nothing while everybody stays.
 */
public final class Departure {
  private boolean happened;
  private Runnable action = () -> {};

  Departure() {}

  /** Of the sender of {@code request}; on its event loop. */
  public static Departure of(HttpServerRequest request) {
    var departure = new Departure();
    request.response().closeHandler(_ -> departure.happen());
    if (request.response().closed()) {
      departure.happen();
    }
    return departure;
  }

  private void happen() {
    Runnable now;
    synchronized (this) {
      if (happened) {
        return;
      }
      happened = true;
      now = action;
    }
    now.run();
  }

  /** Runs {@code what} when the caller goes; at once, if it has. Any thread may say so, once. */
  public void then(Runnable what) {
    synchronized (this) {
      if (!happened) {
        action = what;
        return;
      }
    }
    what.run();
  }
}
