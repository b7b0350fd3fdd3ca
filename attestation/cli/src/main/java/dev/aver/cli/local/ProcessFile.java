// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.local;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.json.Members;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The processes of one {@code up}, on disk, so that whoever comes after a crash can stop exactly
 * those. A damaged file counts as empty: it stops nothing.
 */
public final class ProcessFile {
  private static final int MAX_BYTES = 64 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Path file;

  /** Reads and writes {@code file}. */
  public ProcessFile(Path file) {
    this.file = file;
  }

  /** Replaces what was recorded. */
  public void write(List<ProcessRecord> records) throws IOException {
    var list = Json.array(records.stream().map(ProcessRecord::toJson).toList());
    StateFolder.write(file, JsonWriter.write(Json.object().put("processes", list).build()) + "\n");
  }

  /** What was recorded, running or not. */
  public List<ProcessRecord> read() {
    try {
      var bytes = Bytes.of(Files.readAllBytes(file));
      var members = Members.of(JsonReader.document(bytes, MAX_BYTES), "processes");
      var records = new ArrayList<ProcessRecord>();
      for (var element : members.array("processes")) {
        records.add(ProcessRecord.parse(element));
      }
      return List.copyOf(records);
    } catch (IOException | Rejected e) {
      return List.of();
    }
  }

  /** The recorded processes that still run. */
  public List<ProcessRecord> running() {
    return read().stream().filter(record -> record.running().isPresent()).toList();
  }

  /** Asks all of {@code records} to end, in their order, insists after a while, forgets them. */
  public void stop(List<ProcessRecord> records) throws IOException {
    var processes = records.stream().map(ProcessRecord::running).flatMap(Optional::stream).toList();
    for (var process : processes) {
      process.destroy();
      awaitEnd(process, PATIENCE);
    }
    Files.deleteIfExists(file);
  }

  private static void awaitEnd(ProcessHandle process, Duration patience) {
    CompletableFuture<ProcessHandle> end = process.onExit();
    try {
      end.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
