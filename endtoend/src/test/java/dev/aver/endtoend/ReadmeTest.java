// SPDX-License-Identifier: Apache-2.0
package dev.aver.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What README.md shows is what a reader gets: each command after {@code $} is run by a shell, in
 * their order, in a folder that looks like a clone where {@code ./aver up} runs. The output may go
 * on after the lines shown; an ellipsis stands for the rest of a line.
 */
class ReadmeTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final String SHOWN_API = "http://127.0.0.1:8080";

  /** New in every run. */
  private static final Pattern CHANGES = Pattern.compile("0x[0-9a-f]{64}|no\\. \\d+|eyJ\\w+|…");

  @TempDir private Path clone;

  @Test
  void everyCommandDoesWhatItSays() throws Exception {
    var aver = RunningAver.shared();
    layOut(aver);
    var snippets = snippets(Files.readAllLines(ROOT.resolve("README.md")));
    assertTrue(snippets.size() >= 5, "found only " + snippets);
    var chats = served(aver).contains("smollm2");
    if (!chats) {
      assertNull(System.getenv("AVER_REQUIRE_ALL"), "no chat model was pulled");
      System.err.println("README's chat is not run: install npm and pip");
    }
    for (var snippet : snippets) {
      if (chats || !snippet.command().contains("chat")) {
        run(snippet, aver.relay().toString());
      }
    }
  }

  private static String served(RunningAver aver) throws IOException, InterruptedException {
    return new String(aver.get("/v1/models").body(), StandardCharsets.UTF_8);
  }

  private record Snippet(String command, List<String> shown) {}

  private void layOut(RunningAver aver) throws IOException {
    Files.createSymbolicLink(clone.resolve(".aver"), aver.state().toAbsolutePath());
    Files.createSymbolicLink(clone.resolve("attestation"), ROOT.resolve("attestation"));
    var script = clone.resolve("aver");
    var java = ProcessHandle.current().info().command().orElseThrow();
    Files.writeString(
        script,
        "#!/bin/sh\nexec \"%s\" -XX:TieredStopAtLevel=1 -Daver.root=\"$PWD\" -jar \"%s\" \"$@\"\n"
            .formatted(java, ROOT.resolve("attestation/cli/target/aver/aver.jar")));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  private static List<Snippet> snippets(List<String> lines) {
    var found = new ArrayList<Snippet>();
    var inBlock = false;
    for (var i = 0; i < lines.size(); i++) {
      inBlock ^= lines.get(i).startsWith("```");
      if (inBlock && lines.get(i).startsWith("$ ")) {
        var command = new StringBuilder(lines.get(i).substring(2));
        while (command.toString().endsWith("\\")) {
          command.append('\n').append(lines.get(++i));
        }
        var shown = new ArrayList<String>();
        while (!lines.get(i + 1).startsWith("$ ") && !lines.get(i + 1).startsWith("```")) {
          shown.add(lines.get(++i));
        }
        while (!shown.isEmpty() && shown.getLast().isBlank()) {
          shown.removeLast();
        }
        found.add(new Snippet(command.toString(), shown));
      }
    }
    return found;
  }

  private void run(Snippet snippet, String api) throws IOException, InterruptedException {
    var out = clone.resolve("out");
    var err = clone.resolve("err");
    var process =
        new ProcessBuilder("sh", "-c", snippet.command().replace(SHOWN_API, api))
            .directory(clone.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertTrue(process.waitFor(8, TimeUnit.MINUTES), "does not end: " + snippet.command());
    var printed = Files.readAllLines(out, StandardCharsets.UTF_8);
    var context = snippet.command() + "\n" + printed + Files.readString(err);
    var status = snippet.shown().stream().anyMatch(line -> line.startsWith("rejected")) ? 1 : 0;
    assertEquals(status, process.exitValue(), context);
    assertFalse(printed.size() < snippet.shown().size(), context);
    for (var i = 0; i < snippet.shown().size(); i++) {
      var shown = snippet.shown().get(i);
      assertTrue(
          pattern(shown).matcher(printed.get(i)).matches(), shown + "\nis not in\n" + context);
    }
  }

  private static Pattern pattern(String shown) {
    var regex = new StringBuilder();
    var changing = CHANGES.matcher(shown);
    var last = 0;
    while (changing.find()) {
      regex.append(Pattern.quote(shown.substring(last, changing.start())));
      regex.append(
          switch (changing.group().charAt(0)) {
            case '0' -> "0x[0-9a-f]{64}";
            case 'n' -> "no\\. \\d+";
            default -> ".*";
          });
      last = changing.end();
    }
    return Pattern.compile(regex.append(Pattern.quote(shown.substring(last))).toString());
  }
}
