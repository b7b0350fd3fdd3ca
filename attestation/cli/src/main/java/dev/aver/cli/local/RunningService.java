// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.local;

import dev.aver.cli.CommandFailed;
import dev.aver.cli.ExitCode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A service that was started, until it is stopped or dies. */
public final class RunningService {
  private static final int LINES_OF_LOG = 15;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final Service service;
  private final Process process;

  RunningService(Service service, Process process) {
    this.service = service;
    this.process = process;
  }

  /** What was started. */
  public Service service() {
    return service;
  }

  /** The process that we started; the service itself is it or its child. */
  public Process process() {
    return process;
  }

  /** Names all its processes of this moment. */
  public List<ProcessRecord> records() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .map(handle -> ProcessRecord.of(service.role(), handle))
        .toList();
  }

  /**
   * Waits until it says that it can work.
   *
   * @throws CommandFailed with the end of its log, if it dies or takes longer than {@code patience}
   */
  public void awaitReady(HttpClient http, Duration patience) throws InterruptedException {
    var deadline = System.nanoTime() + patience.toNanos();
    while (!isReady(http)) {
      if (process.waitFor(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
        throw died();
      }
      if (System.nanoTime() - deadline > 0) {
        throw failed("was not ready after " + patience.toSeconds() + " s");
      }
    }
  }

  private boolean isReady(HttpClient http) throws InterruptedException {
    var request = HttpRequest.newBuilder(service.ready()).timeout(Duration.ofSeconds(5)).build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false; // Not listening yet: ask again.
    }
  }

  /** It ended although nobody asked it to. */
  public CommandFailed died() {
    return failed("ended with status " + process.exitValue());
  }

  private CommandFailed failed(String how) {
    return new CommandFailed(
        ExitCode.REJECTED,
        "the " + service.role() + " " + how + "; the end of its log:\n" + endOf(service.log()),
        "Whole log: " + service.log());
  }

  private static String endOf(Path log) {
    try {
      var lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      var last = lines.subList(Math.max(0, lines.size() - LINES_OF_LOG), lines.size());
      return last.isEmpty() ? "  (empty)" : "  " + String.join("\n  ", last);
    } catch (IOException e) {
      return "  (cannot be read: " + e.getMessage() + ")";
    }
  }
}
