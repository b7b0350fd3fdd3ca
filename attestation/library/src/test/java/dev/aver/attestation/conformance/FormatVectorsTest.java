// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.aver.attestation.bytes.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every case of {@code attestation/vectors}, each a test of its own. */
class FormatVectorsTest {
  @TestFactory
  Stream<DynamicTest> everyCase() throws Exception {
    var report = FormatConformance.standard().run(index(), FormatVectorsTest::file);
    assertTrue(report.results().size() > 700, "the whole index");
    return report.results().stream()
        .map(result -> dynamicTest(result.id(), () -> assertEquals("", result.detail())));
  }

  @Test
  void noticesAWrongAnswer() throws Exception {
    Map<String, CaseRunner> wrong =
        Map.of(
            "keyset", formatCase -> CaseOutcome.accepted(),
            "jcs", formatCase -> new CaseOutcome.Computed(List.of("other bytes")),
            "float32",
                formatCase -> {
                  throw new IllegalStateException("a bug");
                });
    var report = FormatConformance.with(wrong).run(index(), FormatVectorsTest::file);
    var failed = report.failures().stream().map(CaseResult::id).toList();
    assertTrue(failed.contains("keyset/zero-signer"), "accepted what must be refused");
    assertFalse(failed.contains("keyset/ok"));
    assertTrue(failed.contains("jcs/rfc-values"), "computed other bytes");
    assertTrue(failed.contains("output/json-number-one"), "escaped with an exception");
    assertEquals(15, report.notImplemented().get("typed"), "named as skipped");
  }

  static Bytes index() {
    return file("INDEX.json").orElseThrow();
  }

  static Optional<Bytes> file(String path) {
    var file = folder().resolve(path);
    try {
      return Files.isRegularFile(file)
          ? Optional.of(Bytes.of(Files.readAllBytes(file)))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    var at = Path.of("").toAbsolutePath();
    while (!Files.exists(at.resolve("mvnw"))) {
      at = at.getParent();
      if (at == null) {
        throw new IllegalStateException("not inside the repository");
      }
    }
    return at.resolve("attestation/vectors");
  }
}
