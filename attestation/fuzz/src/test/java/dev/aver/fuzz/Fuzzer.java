// SPDX-License-Identifier: Apache-2.0
package dev.aver.fuzz;

import dev.aver.attestation.bytes.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Starts Jazzer in a JVM of its own for one target: a second target in it would be skipped. */
final class Fuzzer {
  /** Far less than the machine has: a parser that wants more is a finding. */
  private static final String MEMORY = "-Xmx256m";

  /** Start, instrumentation and seeds come first; on a busy machine they take minutes. */
  private static final int GRACE_SECONDS = 600;

  private final Path folder;
  private final int seconds;

  /** Fuzzes for so many seconds per target; inputs that break one are left in {@code folder}. */
  Fuzzer(Path folder, int seconds) {
    this.folder = folder;
    this.seconds = seconds;
  }

  /** Fuzzes one target from these seeds. */
  FuzzRun run(Target target, List<Bytes> seeds) throws IOException, InterruptedException {
    var work = Files.createDirectories(folder.resolve(target.name().toLowerCase(Locale.ROOT)));
    var corpus = Files.createDirectories(work.resolve("corpus"));
    var given = Files.createDirectories(work.resolve("seeds"));
    for (var i = 0; i < seeds.size(); i++) {
      Files.write(given.resolve("seed-" + i), seeds.get(i).toArray());
    }
    var log = work.resolve("jazzer.log");
    var process =
        new ProcessBuilder(command(target, corpus, given))
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!process.waitFor(seconds + GRACE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    return FuzzRun.of(process.exitValue(), Files.readString(log, StandardCharsets.ISO_8859_1));
  }

  private List<String> command(Target target, Path corpus, Path seeds) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        MEMORY,
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:+EnableDynamicAgentLoading",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        System.getProperty("java.class.path"),
        "com.code_intelligence.jazzer.Jazzer",
        "--target_class=" + OneTarget.class.getName(),
        "--target_args=" + target.name(),
        "--instrumentation_includes=dev.aver.attestation.**",
        "--custom_hook_includes=dev.aver.attestation.**",
        "--reproducer_path=" + folder,
        "-max_total_time=" + seconds,
        "-max_len=" + Seeds.MAX_SIZE,
        "-timeout=30",
        "-print_final_stats=1",
        corpus.toString(),
        seeds.toString());
  }
}
