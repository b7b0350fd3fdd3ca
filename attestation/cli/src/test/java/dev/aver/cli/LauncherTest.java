// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer meets first: {@code ./aver} with a JDK on the machine. */
final class LauncherTest {
  @TempDir Path folder;
  private FakeClone clone;

  @BeforeEach
  void prepare() throws IOException {
    clone = new FakeClone(folder);
    clone.with("JAVA_HOME", FakeClone.jdk(folder.resolve("jdk"), "25.0.3").toString());
  }

  @Test
  void buildsTheCliAndHandsItTheArgumentsAndItsStatusBack() throws Exception {
    var outcome = clone.run("verify", "a file", "--at", "");
    assertEquals(3, outcome.status());
    assertTrue(outcome.out().endsWith("<verify>\n<a file>\n<--at>\n<>\n"), outcome.out());
    assertEquals(1, clone.builds().size());
    assertTrue(clone.builds().getFirst().contains("-Daver.fast -pl attestation/cli -am package"));
    assertTrue(outcome.err().contains("engine.jar, 137 MB"), outcome.err());
  }

  @Test
  void buildsEverythingForUp() throws Exception {
    clone.run("verify");
    clone.run("up");
    assertTrue(clone.builds().getLast().contains("-pl enclave,host,attestation/cli -am"));
  }

  @Test
  void consentMayStandBeforeTheCommand() throws Exception {
    assertEquals(3, clone.run("--yes", "up", "--detach").status());
    assertTrue(clone.builds().getLast().contains("-pl enclave,host,attestation/cli -am"));
  }

  @Test
  void helpOfACommandNeedsTheCliAlone() throws Exception {
    assertEquals(3, clone.run("up", "--help").status());
    assertEquals(3, clone.run("bench", "-h").status());
    assertEquals(1, clone.builds().size());
    assertTrue(clone.builds().getLast().contains("-pl attestation/cli -am"));
  }

  @Test
  void buildsOnceAndAgainOnlyForNewerSources() throws Exception {
    clone.run("up");
    clone.run("up");
    clone.run("verify");
    assertEquals(1, clone.builds().size());
    Files.setLastModifiedTime(
        clone.source(), FileTime.from(Instant.now().plus(Duration.ofMinutes(1))));
    clone.run("verify");
    assertEquals(2, clone.builds().size());
  }

  @Test
  void aFailedBuildIsNoVerdict() throws Exception {
    Files.createFile(folder.resolve("build-fails"));
    var outcome = clone.run("verify");
    assertEquals(2, outcome.status());
    assertTrue(outcome.err().contains("[ERROR] does not compile"), outcome.err());
    assertTrue(outcome.err().contains("the build failed: see "), outcome.err());
  }

  @Test
  void helpCostsNoBuild() throws Exception {
    for (var arguments : new String[][] {{"--help"}, {"help"}, {}}) {
      var outcome = clone.run(arguments);
      assertEquals(0, outcome.status());
      assertTrue(outcome.out().contains("./aver up"), outcome.out());
    }
    assertTrue(clone.builds().isEmpty());
  }

  @Test
  void anOlderJavaHomeIsPassedOver() throws Exception {
    clone.with("JAVA_HOME", FakeClone.jdk(folder.resolve("old"), "17.0.15").toString());
    clone.with("JAVA_HOME_25_X64", folder.resolve("jdk").toString());
    assertEquals(3, clone.run("verify").status());
  }

  @Test
  void mavenIsRunByTheSameJdk() throws Exception {
    var wrapper = Files.readString(FakeClone.root().resolve("mvnw"));
    assertTrue(wrapper.contains(". \"$here/.mvn/jdk.sh\"\nuse_jdk || "), "mvnw finds its own JDK");
  }
}
