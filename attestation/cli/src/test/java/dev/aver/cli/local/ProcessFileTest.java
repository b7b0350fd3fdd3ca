// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After a crash, {@code down} stops what was started and nothing else. */
final class ProcessFileTest {
  @TempDir Path folder;
  private Process process;
  private ProcessFile file;

  @BeforeEach
  void start() throws IOException {
    process = new ProcessBuilder("sleep", "600").start();
    file = new ProcessFile(folder.resolve("processes.json"));
  }

  @AfterEach
  void stop() {
    process.destroyForcibly();
  }

  @Test
  void stopsWhatIsRecorded() throws Exception {
    file.write(List.of(ProcessRecord.of("relay", process.toHandle())));
    assertEquals(1, file.running().size());
    file.stop(file.running());
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    assertTrue(file.read().isEmpty());
  }

  @Test
  void aProcessThatGotTheSameNumberLaterIsNotOurs() throws Exception {
    var record = ProcessRecord.of("relay", process.toHandle());
    var earlier = new ProcessRecord("relay", record.pid(), record.startedAt() - 60_000);
    file.write(List.of(earlier));
    assertTrue(file.running().isEmpty());
    file.stop(List.of(earlier));
    assertTrue(process.isAlive());
  }

  @Test
  void aDamagedFileStopsNothing() throws Exception {
    Files.writeString(folder.resolve("processes.json"), "{\"processes\":[{\"role\":\"relay\",");
    assertTrue(file.running().isEmpty());
  }

  @Test
  void aPurgeRemovesOnlyAFolderOfOurs() throws Exception {
    var mine = StateFolder.open(folder.resolve("state"));
    Files.writeString(mine.logs().resolve("relay.log"), "text");
    var foreign = Files.createDirectories(folder.resolve("documents"));
    Files.writeString(foreign.resolve("letter.txt"), "text");
    mine.purge();
    new StateFolder(foreign).purge();
    assertFalse(Files.exists(mine.path()));
    assertTrue(Files.exists(foreign.resolve("letter.txt")));
  }
}
