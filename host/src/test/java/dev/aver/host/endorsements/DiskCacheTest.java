// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.endorsements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import dev.aver.attestation.bytes.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskCacheTest {
  @TempDir private Path folder;

  private DiskCache cache() {
    return new DiskCache(folder.resolve("made"));
  }

  @Test
  void whatWasWrittenIsReadByTheNextRelay() throws Exception {
    assertEquals(Optional.empty(), cache().read("a-key"));
    var entry = new DiskCache.Entry(Bytes.utf8("a document"), 1_780_000_000_000L);
    cache().write("a-key", entry);
    assertEquals(Optional.of(entry), cache().read("a-key"));
    var other = new DiskCache.Entry(Bytes.EMPTY, 0);
    cache().write("a-key", other);
    assertEquals(Optional.of(other), cache().read("a-key"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}",
        "null",
        "{\"type\":\"aver/endorsement/v1\",\"key\":\"b\",\"fetchedAt\":1,\"document\":\"\"}",
        "{\"type\":\"other\",\"key\":\"a\",\"fetchedAt\":1,\"document\":\"\"}",
        "{\"type\":\"aver/endorsement/v1\",\"key\":\"a\",\"fetchedAt\":-1,\"document\":\"\"}",
        "{\"type\":\"aver/endorsement/v1\",\"key\":\"a\",\"fetchedAt\":1,\"document\":\"+\"}"
      })
  void aDamagedFileIsNoDocument(String content) throws Exception {
    Files.createDirectory(folder.resolve("made"));
    Files.writeString(folder.resolve("made").resolve("a.json"), content);
    assertEquals(Optional.empty(), cache().read("a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../a", "a/b", "a.b", "ü"})
  void aKeyCannotLeaveTheFolder(String key) {
    assertThrows(IllegalArgumentException.class, () -> cache().read(key));
  }

  /** Killed without warning between any two instructions of a write, again and again. */
  @RepeatedTest(5)
  void aSuddenDeathWhileWritingLeavesTheCacheWhole() throws Exception {
    var writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                Vendors.classPath(
                    CacheWriter.class,
                    DiskCache.class,
                    Bytes.class,
                    JsonFactory.class,
                    Logger.class),
                CacheWriter.class.getName(),
                folder.resolve("made").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var confirmed = lines(writer, 20);
    writer.destroyForcibly().waitFor();
    var found = cache().read(CacheWriter.KEY).orElseThrow();
    assertTrue(found.fetchedAt() >= confirmed, found.fetchedAt() + " after " + confirmed);
    var size = found.fetchedAt() % 2 == 0 ? CacheWriter.SMALL : CacheWriter.LARGE;
    assertEquals(size, found.document().size());
    var fresh = new DiskCache.Entry(Bytes.EMPTY, 1);
    cache().write(CacheWriter.KEY, fresh); // over whatever the dead one left behind
    assertEquals(Optional.of(fresh), cache().read(CacheWriter.KEY));
  }

  private static long lines(Process writer, int count) throws IOException {
    var reader = writer.inputReader();
    var last = "";
    for (var i = 0; i < count; i++) {
      last = reader.readLine();
    }
    return Long.parseLong(last);
  }
}
