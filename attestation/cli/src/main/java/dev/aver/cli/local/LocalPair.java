// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.local;

import dev.aver.cli.CommandFailed;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Enclave and relay of one {@code up}: both run, or neither is left behind. */
public final class LocalPair implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final ProcessFile file;
  private final List<ProcessRecord> watchers;
  private final List<RunningService> services = new ArrayList<>();
  private volatile boolean closed;

  /**
   * Nothing runs yet.
   *
   * @param watchers stopped before the services by whoever cleans up: the {@code up} that stays
   */
  public LocalPair(ProcessFile file, List<ProcessRecord> watchers) {
    this.file = file;
    this.watchers = List.copyOf(watchers);
  }

  /** Starts one more, and notes it on disk before anything else happens. */
  public synchronized RunningService start(Service service, boolean detached) throws IOException {
    if (closed) {
      throw new IllegalStateException("already stopping");
    }
    var running = service.start(detached);
    services.addFirst(running); // Last in, first out: the relay stops before the enclave it asks.
    record();
    return running;
  }

  /** Waits for it, and notes the processes that came with it. */
  public void awaitReady(RunningService service, HttpClient http)
      throws IOException, InterruptedException {
    service.awaitReady(http, PATIENCE);
    record();
  }

  private synchronized void record() throws IOException {
    file.write(records());
  }

  private List<ProcessRecord> records() {
    var records = new ArrayList<>(watchers);
    services.forEach(service -> records.addAll(service.records()));
    return records;
  }

  /** Blocks until one of them ends by itself, and says which; for ever if we are stopping them. */
  public CommandFailed awaitTrouble() throws InterruptedException {
    CompletableFuture<?>[] ends =
        services.stream().map(s -> s.process().onExit()).toArray(CompletableFuture[]::new);
    CompletableFuture.anyOf(ends).join();
    giveWayToStop();
    return services.stream()
        .filter(service -> !service.process().isAlive())
        .findFirst()
        .orElseThrow()
        .died();
  }

  /**
   * Does not return while somebody else stops them, as Ctrl-C does: the process ends when its
   * shutdown hooks are through, and has nothing more to say.
   */
  public void giveWayToStop() throws InterruptedException {
    if (closed) {
      Thread.currentThread().join();
    }
  }

  /** Stops both; once is enough. */
  @Override
  public synchronized void close() throws IOException {
    if (!closed) {
      closed = true;
      var own = records();
      own.removeAll(watchers);
      file.stop(own);
    }
  }
}
