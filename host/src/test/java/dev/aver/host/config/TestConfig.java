// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.config;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;

/** The relay's configuration as it is read from files, with these keys set. */
public final class TestConfig {
  private static final int ABOVE_DEFAULTS = 500;

  private TestConfig() {}

  public static RelayConfig of(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .withSources(new PropertiesConfigSource(settings, "test", ABOVE_DEFAULTS))
        .withConverter(Duration.class, 200, new DurationConverter())
        .withMapping(RelayConfig.class)
        .build()
        .getConfigMapping(RelayConfig.class);
  }
}
