// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.endorsement.TrustAnchor;
import dev.aver.attestation.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerdictTest {
  /** What a verified result may lack, as formats.md, 8 has it; written out here on purpose. */
  private static final Set<String> MAY_BE_ABSENT =
      Set.of(
          "keyset.sealKey",
          "facts.nonce",
          "opening.request",
          "opening.response",
          "opening.input",
          "opening.output",
          "opening.parameters",
          "checkpoint.note",
          "checkpoint.signature",
          "checkpoint.inclusion",
          "checkpoint.attested",
          "journal.note",
          "journal.inclusion",
          "journal.witnessed",
          "anchor.chain");

  /** What a policy may leave out in as many words: revocation lists and the appraisal itself. */
  private static final Set<String> MAY_BE_WAIVED = Set.of("hardware.4", "hardware.8");

  private static final TrustAnchor SOFTWARE =
      new TrustAnchor(
          TrustAnchor.Kind.SOFTWARE,
          TrustAnchor.Family.SNP,
          Digest.of(new byte[32]),
          "ARK-Milan-SOFTWARE");

  @Test
  void listsTheChecksOfEvidenceInTheOrderOfTheFormats() {
    assertEquals(
        "json evidence.format keyset.models keyset.build keyset.configuration keyset.sealKey"
            + " keyset.validity hardware.1 hardware.2 hardware.3 hardware.4 hardware.5 hardware.6"
            + " hardware.7 hardware.8 hardware.tee report_data facts.path facts.nonce",
        names(Subject.EVIDENCE));
  }

  @Test
  void listsTheChecksOfAProofInTheOrderOfTheFormats() {
    assertEquals(
        "json proof.format evidence.format keyset.models keyset.build keyset.configuration"
            + " keyset.sealKey hardware.1 hardware.2 hardware.3 hardware.4 hardware.5 hardware.6"
            + " hardware.7 hardware.8 hardware.tee report_data facts.path facts.nonce"
            + " receipt.enclave receipt.signature receipt.time receipt.model opening.request"
            + " opening.response opening.input opening.output opening.parameters checkpoint.note"
            + " checkpoint.signature checkpoint.inclusion checkpoint.attested journal.note"
            + " journal.inclusion journal.witnessed anchor.chain",
        names(Subject.PROOF));
  }

  @ParameterizedTest
  @EnumSource
  void everyCheckIsInTheJsonEachTime(Subject subject) {
    var random = new Random(3);
    for (var i = 0; i < 200; i++) {
      var json = result(subject, randomFindings(subject, random)).toJson();
      assertEquals(names(subject), String.join(" ", namesIn(json)));
    }
  }

  private static List<String> namesIn(Json.Obj result) {
    var names = new ArrayList<String>();
    if (result.get("checks") instanceof Json.Arr(List<Json> checks)) {
      for (var check : checks) {
        if (check instanceof Json.Obj line && line.get("name") instanceof Json.Str(String name)) {
          names.add(name);
        }
      }
    }
    return names;
  }

  @ParameterizedTest
  @EnumSource
  void isNeverVerifiedWithAFailedCheckOrARequiredOneLeftOut(Subject subject) {
    var random = new Random(7);
    var verified = 0;
    for (var i = 0; i < 20_000; i++) {
      var result = result(subject, randomFindings(subject, random));
      var clean = true;
      for (var check : result.checks()) {
        var outcome = check.outcome();
        var waived =
            MAY_BE_WAIVED.contains(check.name().text())
                && check.findings().stream().anyMatch(Finding.Unchecked.class::isInstance);
        var absent = MAY_BE_ABSENT.contains(check.name().text()) || waived;
        clean &= outcome.equals("pass") || outcome.equals("skip") && absent;
      }
      assertEquals(clean, result.verdict() == Verdict.VERIFIED, result::toString);
      verified += clean ? 1 : 0;
      if (!result.reasons().isEmpty()) {
        assertEquals(Verdict.REJECTED, result.verdict());
      }
    }
    assertTrue(verified > 50, "the generator must reach verified results, too: " + verified);
  }

  @ParameterizedTest
  @EnumSource
  void nothingFoundIsRejected(Subject subject) {
    assertEquals(Verdict.REJECTED, result(subject, new Findings()).verdict());
  }

  @Test
  void withoutAppraisalItIsIncomplete() {
    var findings = allPassed(Subject.EVIDENCE, CheckName.HARDWARE_8);
    findings.skip(CheckName.HARDWARE_8, "no policy was given");
    var result = result(Subject.EVIDENCE, findings);
    assertEquals(Verdict.INCOMPLETE, result.verdict());
    assertEquals("incomplete, NOT_CHECKED, software TEE", Explanation.firstLine(result));
  }

  @Test
  void aSkippedSignatureIsNotAuthentic() {
    var findings = allPassed(Subject.EVIDENCE, CheckName.HARDWARE_6);
    findings.skip(CheckName.HARDWARE_6, "somebody forgot");
    assertEquals(Verdict.REJECTED, result(Subject.EVIDENCE, findings).verdict());
  }

  @Test
  void aPolicyMayWaiveRevocationInAsManyWords() {
    var findings = allPassed(Subject.REPORT, CheckName.HARDWARE_4);
    findings.add(CheckName.HARDWARE_4, new Finding.Unchecked("hardware.4", "policy: no CRL"));
    var result = result(Subject.REPORT, findings);
    assertEquals(Verdict.VERIFIED, result.verdict());
    assertEquals("skip", result.checks().get(5).outcome());
  }

  @Test
  void theFirstLineSaysVerdictReasonAndSoftware() {
    var findings = allPassed(Subject.EVIDENCE, CheckName.HARDWARE_8);
    findings.fail(CheckName.HARDWARE_8, new Rejected(Reason.POLICY_DEBUG, "debugging is allowed"));
    findings.fail(CheckName.HARDWARE_8, new Rejected(Reason.VMPL_MISMATCH, "VMPL 1"));
    var result = result(Subject.EVIDENCE, findings);
    assertEquals("rejected, POLICY_DEBUG, software TEE", Explanation.firstLine(result));
    assertEquals(List.of(Reason.POLICY_DEBUG, Reason.VMPL_MISMATCH), result.reasons());
    assertEquals("debugging is allowed; VMPL_MISMATCH: VMPL 1", result.checks().get(14).detail());
    assertEquals(Json.object().build(), result.claims());
    assertEquals(
        "verified, software TEE",
        Explanation.firstLine(result(Subject.EVIDENCE, allPassed(Subject.EVIDENCE))));
  }

  @Test
  void whatRestsOnAFailedCheckIsSkippedAndNotApplied() {
    var findings = new Findings();
    findings.fail(CheckName.CHECKPOINT_NOTE, new Rejected(Reason.NOTE_FORMAT, "no note"));
    var passed =
        findings.check(
            CheckName.CHECKPOINT_INCLUSION,
            List.of(CheckName.CHECKPOINT_NOTE),
            () -> {
              throw new IllegalStateException("must not be applied");
            });
    assertFalse(passed);
    assertEquals(
        List.of(new Finding.Skipped("checkpoint.inclusion", "rests on checkpoint.note")),
        findings.of(CheckName.CHECKPOINT_INCLUSION));
    assertNotEquals(Verdict.VERIFIED, result(Subject.PROOF, findings).verdict());
  }

  private static String names(Subject subject) {
    return String.join(" ", subject.checks().stream().map(CheckName::text).toList());
  }

  private static Findings allPassed(Subject subject, CheckName... but) {
    var findings = new Findings();
    subject.checks().stream().filter(c -> !List.of(but).contains(c)).forEach(findings::pass);
    return findings;
  }

  /** Mostly passes, so that verified results occur; now and then nothing, a skip or a failure. */
  private static Findings randomFindings(Subject subject, Random random) {
    var findings = new Findings();
    for (var check : subject.checks()) {
      switch (random.nextInt(60)) {
        case 0 -> {}
        case 1 -> findings.skip(check, "left out");
        case 2 -> findings.fail(check, new Rejected(Reason.FIELD_TYPE, "broken"));
        case 3 -> findings.add(check, new Finding.Unchecked(check.text(), "the policy says so"));
        case 4 -> {
          findings.pass(check);
          findings.add(
              check,
              new Finding.Mismatch(check.text(), Reason.MEASUREMENT_MISMATCH, "one", "another"));
        }
        default -> findings.pass(check);
      }
    }
    return findings;
  }

  private static AttestationResult result(Subject subject, Findings findings) {
    return AttestationResult.of(
        subject,
        findings,
        PerformedBy.LIBRARY,
        1_780_315_200_000L,
        Optional.of(SOFTWARE),
        Json.object().put("location", "unknown").build());
  }
}
