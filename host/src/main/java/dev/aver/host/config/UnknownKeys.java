// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.config;

import dev.aver.attestation.text.NearestName;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.EnvConfigSource;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/**
 * Stops the start, before a port is open, if a key under {@code aver.*} is set that nothing reads:
 * a mistyped limit must not silently become the default.
 *
 * <p>Environment variables are left out: {@code AVER_…} names are shared with the launcher and the
 * build, and a shell cannot spell a dot.
 */
@ApplicationScoped
public class UnknownKeys {
  private static final Pattern KEY = Pattern.compile("(?:%[^.]+\\.)?(aver\\..+)");

  private final Config config;

  UnknownKeys(Config config) {
    this.config = config;
  }

  void check(@Observes @Priority(1) StartupEvent start) {
    complaint(configured(), KnownKeys.of(RelayConfig.class))
        .ifPresent(
            message -> {
              throw new ConfigurationException(message);
            });
  }

  /** What to say about {@code configured}, if anything in it is not {@code known}. */
  static Optional<String> complaint(Set<String> configured, Set<String> known) {
    return configured.stream()
        .filter(key -> !known.contains(key))
        .findFirst()
        .map(key -> "unknown key " + key + suggestion(key, known));
  }

  private static String suggestion(String key, Set<String> known) {
    return NearestName.of(key, known).map(name -> ": did you mean " + name + "?").orElse("");
  }

  private Set<String> configured() {
    var keys = new TreeSet<String>();
    for (var source : config.getConfigSources()) {
      if (!(source instanceof EnvConfigSource)) {
        for (var name : source.getPropertyNames()) {
          var key = KEY.matcher(name);
          if (key.matches()) {
            keys.add(key.group(1));
          }
        }
      }
    }
    return keys;
  }
}
