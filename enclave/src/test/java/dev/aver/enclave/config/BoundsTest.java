// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.text.KnownKeys;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Settings of ours that hold only beside one of the server's. */
class BoundsTest {
  /** Else the mapping complains of what is missing, and nobody says what was mistyped. */
  @Test
  void noKeyIsDemandedBeforeTheUnknownOnesAreNamed() {
    var mistyped = Map.of("aver.models.directoy", "models");
    var config =
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(mistyped, "test", 100))
            .withMapping(Settings.class)
            .withValidateUnknown(false)
            .build();
    var settings = config.getConfigMapping(Settings.class);
    var known = new KnownKeys(ConfigClass.configClass(Settings.class).getProperties().keySet());
    assertEquals(
        "unknown configuration key aver.models.directoy; did you mean aver.models.directory?",
        known.complaint(config.getPropertyNames()).orElseThrow());
    var missing =
        assertThrows(IllegalArgumentException.class, () -> Bounds.modelsDirectory(settings));
    assertEquals("aver.models.directory is not set", missing.getMessage());
  }

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
