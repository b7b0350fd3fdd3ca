// SPDX-License-Identifier: Apache-2.0
package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Vectors;
import dev.aver.attestation.bundle.BundleFiles;
import dev.aver.attestation.bundle.EvidenceBundle;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.policy.AppraisalPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/compatibility.md does what it says there, and is what stands there. */
class JudgeEvidenceTest {
  private static final String BEGIN = "  // tag::ten-lines\n";
  private static final String END = "  // end::ten-lines\n";

  @TempDir Path folder;

  private String judge(String evidence, String policyOf, TrustAnchors roots) throws Exception {
    var accepted = EvidenceBundle.parse(BundleFiles.read(policyOf));
    var policy = AppraisalPolicy.accepting(accepted).toJson();
    var files = new Path[] {folder.resolve("evidence.json"), folder.resolve("policy.json")};
    Files.write(files[0], BundleFiles.read(evidence).toArray());
    Files.writeString(files[1], JsonWriter.write(policy));
    return JudgeEvidence.judge(files[0], files[1], roots, BundleFiles.AT);
  }

  @Test
  void evidence_is_judged_by_roots_and_policy() throws Exception {
    var software = BundleFiles.options().trustAnchors();
    assertEquals("verified", judge("evidence-nonce", "evidence-nonce", software));
    assertEquals(
        "not verified: [VEK_CHAIN_UNTRUSTED, ANCHOR_MISSING]",
        judge("evidence-nonce", "evidence-nonce", TrustAnchors.vendor()));
    assertTrue(judge("evidence-tdx-v5", "evidence-nonce", software).startsWith("not verified: ["));
  }

  @Test
  void the_document_shows_these_lines() throws Exception {
    var module = Vectors.repository().resolve("attestation/library/src/test/java/example");
    var source = Files.readString(module.resolve("JudgeEvidence.java"));
    var from = source.indexOf(BEGIN) + BEGIN.length();
    var lines = source.substring(from, source.indexOf(END)).replaceAll("(?m)^  ", "");
    var document = Files.readString(Vectors.repository().resolve("docs/compatibility.md"));
    assertTrue(document.contains("```java\n" + lines + "```"));
    assertEquals(10, lines.lines().count());
  }
}
