// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.log.LogFolder;
import dev.aver.attestation.log.SignedCheckpoint;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a writing process with SIGKILL at random moments, again and again over one log: no
 * confirmed entry is lost, none altered, and the log opens. {@code -Pnightly} does it longer.
 */
class KillTest {
  private static final int KILLS = Integer.getInteger("ledger.kills", 12);

  @TempDir private Path temporary;

  @Test
  void nothingConfirmedIsLost() throws Exception {
    var random = new Random();
    var seed = random.nextLong();
    random.setSeed(seed);
    var confirmed = new Confirmed(0, 0);
    for (var kill = 0; kill < KILLS; kill++) {
      var before = confirmed;
      confirmed = run(random, confirmed);
      var name = "seed " + seed + ", kill " + kill + ", " + confirmed;
      assertTrue(confirmed.entries() > before.entries(), name);
      assertWhole(confirmed, name);
    }
  }

  /** What the process has said before it was killed. */
  private record Confirmed(long entries, long attested) {
    Confirmed and(String line) {
      var number = Long.parseLong(line.substring(line.indexOf(' ') + 1));
      return line.startsWith("durable ")
          ? new Confirmed(number, attested)
          : new Confirmed(entries, number);
    }
  }

  private Confirmed run(Random random, Confirmed before) throws Exception {
    var process = start(random.nextLong());
    try (var out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      var confirmed = before;
      for (var lines = 1 + random.nextInt(25); lines > 0; lines--) {
        confirmed = confirmed.and(line(out));
      }
      // Anywhere in the next writes, not just after a line.
      assertTrue(!process.waitFor(random.nextInt(5000), TimeUnit.MICROSECONDS), "it has ended");
      process
          .toHandle()
          .destroyForcibly(); // Process would close its output, which is still to be read
      process.waitFor();
      // What it said until then counts, but a last line that was cut short does not.
      for (var line = out.readLine(); line != null; line = out.readLine()) {
        confirmed = line.endsWith(".") ? confirmed.and(whole(line)) : confirmed;
      }
      return confirmed;
    } finally {
      process.destroyForcibly();
    }
  }

  private static String line(BufferedReader out) throws IOException {
    var line = out.readLine();
    assertTrue(line != null && line.endsWith("."), "the process said: " + line);
    return whole(line);
  }

  private static String whole(String line) {
    return line.substring(0, line.length() - 1);
  }

  private Process start(long seed) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java,
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            classPath(),
            KilledWriter.class.getName(),
            folder().toString(),
            Long.toString(seed))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Where the classes of the child come from, whoever has loaded them here. */
  private static String classPath() {
    return Stream.of(
            KilledWriter.class,
            EnclaveLog.class,
            Bytes.class,
            JsonFactory.class,
            Ed25519.class,
            NullMarked.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
        .map(location -> Path.of(URI.create(location.toString())).toString())
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private void assertWhole(Confirmed confirmed, String name) throws Exception {
    try (var log = EnclaveLog.open(folder())) {
      assertTrue(log.durable() >= confirmed.entries(), name + ", there are " + log.durable());
      for (var from = 0L; from < log.durable(); from += 1000) {
        var count = (int) Math.min(1000, log.durable() - from);
        assertEquals(TestEnclave.entries(from, count), log.entries(from, count), name);
      }
      if (confirmed.attested() > 0) {
        assertAttested(log, confirmed, name);
      }
    }
  }

  private static void assertAttested(EnclaveLog log, Confirmed confirmed, String name)
      throws Exception {
    var attested = log.attested().orElseThrow();
    var size = attested.checkpoint().verify(log.keyset()).size();
    assertTrue(size >= confirmed.attested(), name);
    assertEquals(KilledWriter.evidence(size), attested.evidence(), name);
    var head =
        new LogFolder(path -> file(log, path)).check(SignedCheckpoint.verifierKey(log.keyset()));
    assertTrue(head.size() >= size, name);
  }

  private static Optional<Bytes> file(EnclaveLog log, String path) {
    try {
      return log.file(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path folder() {
    return temporary.resolve("log");
  }
}
