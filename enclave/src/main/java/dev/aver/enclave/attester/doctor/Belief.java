// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester.doctor;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bundle.Endorsements;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.TrustAnchor.Family;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.result.Finding;
import dev.aver.attestation.result.HardwareResult;
import dev.aver.attestation.snp.SnpEndorsements;
import dev.aver.attestation.snp.SnpVerifier;
import dev.aver.attestation.snp.abi.Product;
import dev.aver.attestation.snp.abi.SigningKey;
import dev.aver.attestation.snp.abi.SnpReport;
import dev.aver.attestation.snp.appraise.SnpPolicy;
import dev.aver.attestation.tdx.TdxVerifier;
import dev.aver.attestation.tdx.appraise.TdxPolicy;
import dev.aver.attestation.tdx.collateral.TdxCollateral;
import dev.aver.enclave.attester.HostCertificates;
import dev.aver.enclave.attester.device.NoReport;
import dev.aver.enclave.attester.device.NoReport.Why;
import dev.aver.enclave.attester.device.RawReport;
import dev.aver.enclave.attester.doctor.Step.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The last three questions: would a relying party believe this report, and if not, why not. */
final class Belief {
  private static final String WHY = "the doctor knows no reference values";
  private static final Set<String> CHAIN =
      Set.of("hardware.2", "hardware.3", "hardware.4", "hardware.5");
  private static final String FETCH =
      "nothing is wrong: a relay with aver.endorsements.directory fetches it; to see the verdict"
          + " here, give it with --endorsements FILE (the member \"endorsements\" of evidence)";

  private final Patient patient;
  private final Diagnosis diagnosis;

  Belief(Patient patient, Diagnosis diagnosis) {
    this.patient = patient;
    this.diagnosis = diagnosis;
  }

  void examine(RawReport raw, boolean tdx) {
    var given = patient.endorsements().isPresent() ? patient.endorsements() : brought(raw, tdx);
    if (given.isEmpty()) {
      diagnosis.restsOn(Question.ENDORSEMENTS);
      return;
    }
    try {
      var endorsements = Endorsements.parse(tdx ? Family.TDX : Family.SNP, given.get());
      diagnosis.add(
          Step.pass(Question.ENDORSEMENTS, String.join(", ", given.get().members().keySet())));
      verdict(result(raw.report(), endorsements));
    } catch (Rejected e) {
      diagnosis.add(
          Step.fail(
              Question.ENDORSEMENTS,
              String.valueOf(e.getMessage()),
              "it must be the member \"endorsements\" of evidence, whole (docs/formats.md, 7)"));
      diagnosis.restsOn(Question.ENDORSEMENTS);
    }
  }

  /** What came with the report; empty unless it is all that evidence needs. */
  private Optional<Json.Obj> brought(RawReport raw, boolean tdx) {
    if (tdx) {
      diagnosis.add(
          Step.skip(Question.ENDORSEMENTS, "a TDX quote brings none of its nine documents")
              .advising(FETCH));
      return Optional.empty();
    }
    try {
      var report = SnpReport.parse(raw.report());
      var members = HostCertificates.endorsements(report, raw.certificates());
      var missing = new ArrayList<>(List.of("vek", "ask", "ark", "crl"));
      missing.removeAll(members.members().keySet());
      if (missing.isEmpty()) {
        return Optional.of(members);
      }
      diagnosis.add(
          Step.skip(
                  Question.ENDORSEMENTS,
                  "the host's table of certificates lacks " + String.join(", ", missing))
              .advising(FETCH + where(report)));
    } catch (NoReport | Rejected e) {
      diagnosis.add(
          Step.fail(
              Question.ENDORSEMENTS, String.valueOf(e.getMessage()), Advice.on(Why.MALFORMED)));
    }
    return Optional.empty();
  }

  /** The path at AMD's service that has this chip's certificate. */
  private static String where(SnpReport report) {
    var product = report.cpuid().flatMap(cpuid -> cpuid.line()).flatMap(Product::named);
    var chip = report.chipId();
    if (product.isEmpty()
        || chip.isZero()
        || !report.signerInfo().signingKey().equals(Optional.of(SigningKey.VCEK))) {
      return "";
    }
    var tcb = product.get().layout().decode(report.reportedTcb());
    var fmc =
        product.get() == Product.TURIN ? String.format(Locale.ROOT, "fmcSPL=%02d&", tcb.fmc()) : "";
    return String.format(
        Locale.ROOT,
        ". The VCEK is at /vcek/v1/%s/%s?%sblSPL=%02d&teeSPL=%02d&snpSPL=%02d&ucodeSPL=%02d",
        product.get().line(),
        chip.slice(0, product.get().chipIdSize()).hex(),
        fmc,
        tcb.bootloader(),
        tcb.tee(),
        tcb.snp(),
        tcb.microcode());
  }

  private HardwareResult result(Bytes report, Endorsements endorsements) {
    return switch (endorsements) {
      case Endorsements.Snp(SnpEndorsements documents) ->
          SnpVerifier.verify(
              report, documents, patient.wallMillis(), patient.anchors(), SnpPolicy.authentic(WHY));
      case Endorsements.Tdx(TdxCollateral documents) ->
          TdxVerifier.verify(
              report,
              documents,
              patient.wallMillis(),
              patient.anchors(),
              TdxPolicy.uncheckedUnlessNamed(WHY).build());
    };
  }

  private void verdict(HardwareResult result) {
    var chain = new ArrayList<String>();
    var all = new ArrayList<String>();
    for (var finding : result.findings()) {
      if (finding instanceof Finding.Failure failure) {
        var said = failure.reason() + " (" + failure.reason().meaning() + ")";
        all.add(said);
        if (CHAIN.contains(finding.check())) {
          chain.add(said);
        }
      }
    }
    var root = result.anchor().map(anchor -> anchor.name() + ", " + anchor.kind()).orElse("none");
    diagnosis.add(
        chain.isEmpty()
            ? Step.pass(Question.CHAIN, "ends in " + root.toLowerCase(Locale.ROOT))
            : Step.fail(
                Question.CHAIN,
                String.join("; ", chain),
                "certificates of this chip and TCB are needed, under a root that is trusted"));
    diagnosis.add(
        all.isEmpty()
            ? Step.pass(
                Question.VERDICT, "authentic, and nobody can debug the guest; by no policy yet")
            : Step.fail(
                Question.VERDICT,
                String.join("; ", all),
                "docs/evidence.md says what each step demands"));
  }
}
