// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.tdx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aver.attestation.Reason;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.conformance.evidence.EvidenceAnswer;
import dev.aver.attestation.conformance.evidence.EvidenceConformance;
import dev.aver.attestation.conformance.evidence.EvidenceIndex;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.software.tdx.PckTerms.PckIssuer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index of vectors pins a root by its certificate, a verifier by its key. */
class ReissuedRootTest {
  private static final String INDEX =
      """
      {"schema":"tee-attestation-vectors/1","trust_anchors":{"own":"root.pem"},
       "cases":[{"id":"a","tee":"tdx","trust_anchor":"own","verify_at":"2026-11-21T12:00:00Z",
        "files":{"quote":"quote.bin","collateral":"collateral.json"}}]}
      """;

  @TempDir private Path directory;

  @Test
  void a_root_certified_anew_is_the_same_key_and_another_root() throws Exception {
    var bench = TdxBench.open(directory, TdxShape.V4_TD_10, PckIssuer.PROCESSOR);
    var own = bench.machine.sign(bench.draft());
    assertEquals(List.of(), answer(bench, own).reasons());
    var anew = bench.folder.authorities().rootCertificate(TdxBench.GOOD);
    var pem =
        IntelAuthorities.pem(
            bench.folder.pck(PckIssuer.PROCESSOR), bench.folder.issuer(PckIssuer.PROCESSOR), anew);
    var quote = bench.machine.sign(bench.draft().chain(Bytes.utf8(pem)));
    var policy = TdxBench.policy().build();
    assertEquals(
        List.of(), TdxBench.reasons(bench.verify(quote, bench.machine.documents(), policy)));
    assertEquals(List.of(Reason.PCK_CHAIN_UNTRUSTED_ROOT), answer(bench, quote).reasons());
  }

  private static EvidenceAnswer answer(TdxBench bench, Bytes quote) throws Exception {
    var index = EvidenceIndex.parse(Bytes.utf8(INDEX));
    var files =
        Map.of(
            "root.pem", Bytes.utf8(bench.machine.anchorPem()),
            "quote.bin", quote,
            "collateral.json", Bytes.utf8(JsonWriter.write(bench.machine.documents().toJson())));
    var report =
        new EvidenceConformance(index, path -> Optional.ofNullable(files.get(path))).report();
    return report.answers().getFirst();
  }
}
