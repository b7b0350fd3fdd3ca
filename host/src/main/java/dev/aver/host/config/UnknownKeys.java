// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.config;

import dev.aver.attestation.text.KnownKeys;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.EnvConfigSource;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/**
 * Stops the start, before a port is open, if a key under {@code aver.*} or an {@code AVER_…}
 * variable is set that nothing reads: a mistyped limit must not silently become the default.
 */
@ApplicationScoped
public class UnknownKeys {
  /** A key of a profile ({@code %dev.aver.…}) is one as well. */
  private static final Pattern PROFILE = Pattern.compile("^%[^.]+\\.");

  private final Config config;

  UnknownKeys(Config config) {
    this.config = config;
  }

  void check(@Observes @Priority(1) StartupEvent start) {
    var known = known();
    known
        .complaint(configured())
        .or(() -> known.complaintOfEnvironment(System.getenv().keySet()))
        .ifPresent(
            message -> {
              throw new ConfigurationException(message);
            });
  }

  /** Every key that the relay reads; lists in one value, separated by commas. */
  static KnownKeys known() {
    var names = new TreeSet<>(ConfigClass.configClass(RelayConfig.class).getProperties().keySet());
    names.removeIf(name -> name.endsWith("[*]"));
    return new KnownKeys(names);
  }

  private Set<String> configured() {
    var keys = new TreeSet<String>();
    for (var source : config.getConfigSources()) {
      if (!(source instanceof EnvConfigSource)) {
        source.getPropertyNames().forEach(name -> keys.add(PROFILE.matcher(name).replaceFirst("")));
      }
    }
    return keys;
  }
}
