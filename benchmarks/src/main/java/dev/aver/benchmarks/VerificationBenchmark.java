// SPDX-License-Identifier: Apache-2.0
package dev.aver.benchmarks;

import dev.aver.attestation.Rejected;
import dev.aver.cli.bench.VerificationSample;
import dev.aver.cli.bench.VerificationWork;
import dev.aver.cli.local.Installation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The same work as {@code ./aver bench verify}. {@code -jvmArgsAppend -Daver.vectors=FOLDER} takes
 * genuine evidence, {@code -t max} all cores.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 8, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class VerificationBenchmark {
  /** Which work. */
  @Param @Nullable public VerificationWork work;

  private VerificationWork.@Nullable Piece piece;

  /** Reads the evidence and does the work once. */
  @Setup
  public void prepare() throws IOException, Rejected {
    var vectors = System.getProperty("aver.vectors");
    var sample =
        vectors == null
            ? VerificationSample.ofRepository(Installation.here().root())
            : VerificationSample.ofVectors(Path.of(vectors));
    piece = Objects.requireNonNull(work, "JMH fills it").over(sample);
  }

  /** Does it again. */
  @Benchmark
  public Object verify() throws Rejected {
    return Objects.requireNonNull(piece, "prepared").run();
  }
}
