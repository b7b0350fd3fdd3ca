// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.tdx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aver.attestation.Reason;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.tdx.appraise.TdxPolicy;
import dev.aver.software.pki.EcKey;
import dev.aver.software.tdx.PckTerms.PckIssuer;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.io.TempDir;

/** Quotes and what is said of their platform, changed in one place and truly signed again. */
abstract class CollateralKnobs {
  @TempDir private static Path directory;
  static TdxBench bench;
  static IntelAuthorities authorities;

  /** What is verified, changed in one place. */
  static final class Case {
    final QuoteDraft quote = bench.draft();
    final Statements said = bench.statements();
    EcKey pckKey;
    TdxPolicy.Builder policy = TdxBench.policy();

    Case() throws IOException {
      pckKey = bench.folder.keys().pck();
    }

    void pck(PckTerms terms, Bytes ca, Bytes root) {
      chain(authorities.pck(terms, pckKey), ca, root);
    }

    void chain(Bytes first, Bytes second, Bytes third) {
      quote.chain(Bytes.utf8(IntelAuthorities.pem(first, second, third)));
    }
  }

  interface Change {
    void to(Case changed) throws Exception;
  }

  record Row(String what, Change change, List<Reason> expected) {}

  @BeforeAll
  static void open() throws IOException {
    bench = TdxBench.open(directory, TdxShape.V5_TD_15, PckIssuer.PLATFORM);
    authorities = bench.folder.authorities();
  }

  static Row row(String what, Change change, Reason... expected) {
    return new Row(what, change, List.of(expected));
  }

  static PckTerms terms() {
    var platform = TdxPlatform.identity(TdxPlatform.zero(16), Optional.of(TdxPlatform.zero(16)));
    return new PckTerms(PckIssuer.PLATFORM, BigInteger.TEN, TdxBench.GOOD, platform);
  }

  static Stream<DynamicTest> tests(List<Row> rows) {
    return rows.stream().map(row -> DynamicTest.dynamicTest(row.what, () -> check(row)));
  }

  private static void check(Row row) throws Exception {
    var changed = new Case();
    row.change.to(changed);
    var quote = bench.machine.sign(changed.quote);
    var result = bench.verify(quote, changed.said.signed(), changed.policy.build());
    assertEquals(row.expected, TdxBench.reasons(result), result.findings().toString());
  }
}
