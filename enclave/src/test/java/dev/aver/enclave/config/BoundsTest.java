// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.config;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.DurationConverter;
import java.io.IOException;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Settings of ours that hold only beside one of the server's. */
class BoundsTest {
  @Test
  void aChatThatWaitsInTheQueueIsNotHungUpOn() throws IOException {
    var shipped = new Properties();
    try (var in = Bounds.class.getResourceAsStream("/application.properties")) {
      shipped.load(in);
    }
    var idle = DurationConverter.parseDuration(shipped.getProperty("quarkus.http.idle-timeout"));
    assertTrue(idle.compareTo(Bounds.LONGEST_ANSWER) > 0, idle + " is shorter than an answer");
  }
}
