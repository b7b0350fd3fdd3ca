// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A Quarkus application to start as it was packaged.
 *
 * @param role what people call it
 * @param jar its {@code quarkus-run.jar}
 * @param settings its configuration, as system properties
 * @param log where its output goes; overwritten
 * @param api its base URL
 * @param ready answers 200 when it can work
 */
public record Service(
    String role, Path jar, Map<String, String> settings, Path log, URI api, URI ready) {
  /**
   * Lives as long as its standard input: the operating system closes that when we are gone, however
   * we went. The wrapper ignores the terminal's Ctrl-C, so that we stop things in their order.
   */
  static final String TETHERED =
      """
      exec 3<&0
      service= stopping= status=0
      stop() { stopping=1; [ -z "$service" ] || kill "$service" 2>/dev/null; }
      trap '' INT
      trap stop TERM HUP
      "$@" </dev/null 3<&- &
      service=$!
      [ -z "$stopping" ] || stop
      { while read -r nothing; do :; done <&3; kill "$service" 2>/dev/null; } &
      tether=$!
      wait "$service" || status=$?
      while kill -0 "$service" 2>/dev/null; do status=0; wait "$service" || status=$?; done
      kill "$tether" 2>/dev/null
      exit "$status"
      """;

  /**
   * How the virtual machines are run: a heap that starts small, as on one machine the two share
   * memory with everything else, on large pages, as page tables are dear inside virtual machines.
   */
  public static final List<String> JVM =
      List.of(
          "-XX:+UseSerialGC",
          "-Xms48m",
          "-Xmx512m",
          "-Xmn20m",
          "-XX:+UseTransparentHugePages",
          // Half a service is worse than none: whoever waits would wait for ever.
          "-XX:+ExitOnOutOfMemoryError",
          // What runs once per request is compiled within the first 3,000 requests, not 15,000: the
          // compilers' work is over early, and until then the code is slower than it need be.
          "-XX:Tier3InvokeNotifyFreqLog=7",
          "-XX:Tier4InvocationThreshold=600",
          "-XX:Tier4MinInvocationThreshold=200",
          "-XX:Tier4CompileThreshold=1500");

  /** Meant for ./aver and the build; to a service they would be unknown configuration keys. */
  private static final Set<String> OF_THE_LAUNCHER =
      Set.of(
          "AVER_YES",
          "AVER_JDK",
          "AVER_JDK_URL",
          "AVER_JDK_SHA256",
          "AVER_SHOW_DOWNLOADS",
          "AVER_REQUIRE_ALL");

  /** Lives on after us, and after the terminal. */
  private static final String DETACHED =
      """
      trap '' INT HUP
      exec "$@" </dev/null
      """;

  /** Starts it. */
  public RunningService start(boolean detached) throws IOException {
    var command =
        new ArrayList<>(List.of("sh", "-c", detached ? DETACHED : TETHERED, "aver-" + role));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM);
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.add("-jar");
    command.add(jar.toString());
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().keySet().removeAll(OF_THE_LAUNCHER);
    return new RunningService(this, builder.start());
  }
}
