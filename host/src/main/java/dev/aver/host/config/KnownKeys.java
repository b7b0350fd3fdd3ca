// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import java.util.Set;
import java.util.TreeSet;

/** The keys that a configuration interface reads, in the spelling of configuration files. */
final class KnownKeys {
  private KnownKeys() {}

  /** All keys of {@code mapping}, nested interfaces included. */
  static Set<String> of(Class<?> mapping) {
    var keys = new TreeSet<String>();
    collect(mapping, mapping.getAnnotation(ConfigMapping.class).prefix(), keys);
    return keys;
  }

  private static void collect(Class<?> group, String prefix, Set<String> keys) {
    for (var method : group.getDeclaredMethods()) {
      var name = method.getAnnotation(WithName.class);
      var key = prefix + "." + (name == null ? kebab(method.getName()) : name.value());
      if (method.getReturnType().getEnclosingClass() == RelayConfig.class) {
        collect(method.getReturnType(), key, keys);
      } else {
        keys.add(key);
      }
    }
  }

  private static String kebab(String camel) {
    return camel.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT);
  }
}
