// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.bundle;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.Verification;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Tee;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.policy.ReferenceImage;
import dev.aver.attestation.policy.ReferenceValues;
import dev.aver.attestation.receipt.Receipt;
import dev.aver.attestation.result.AttestationResult;
import dev.aver.attestation.result.CheckName;
import dev.aver.attestation.result.Findings;
import dev.aver.attestation.result.HardwareResult;
import dev.aver.attestation.result.Subject;
import java.util.Optional;

/**
 * One verification from bytes to result: makes the checks of formats.md, 8 in their order, as far
 * as the document goes. For one document.
 */
public final class BundleVerification {
  private static final String RECEIPT_TYPE = "aver/receipt/v1";
  private static final Json.Obj NO_CLAIMS = Json.object().build();

  private final Verification options;
  private final Findings findings = new Findings();

  /** Verifies by {@code options}. */
  public BundleVerification(Verification options) {
    this.options = options;
  }

  /** Verifies whatever {@code type} says it is. */
  public AttestationResult any(Bytes document) {
    var json = read(document);
    if (json.isEmpty()) {
      return unread(Subject.EVIDENCE);
    }
    if (isType(json.get(), ProofBundle.TYPE)) {
      return proof(json.get());
    }
    return isType(json.get(), RECEIPT_TYPE) ? receiptAlone(document) : evidence(json.get());
  }

  /** Verifies what must be evidence. */
  public AttestationResult evidence(Bytes document) {
    return read(document).map(this::evidence).orElseGet(() -> unread(Subject.EVIDENCE));
  }

  /** Verifies what must be a proof. */
  public AttestationResult proof(Bytes document) {
    return read(document).map(this::proof).orElseGet(() -> unread(Subject.PROOF));
  }

  /** Verifies a bare SNP report with its endorsements. */
  public AttestationResult report(Bytes document) {
    return read(document).map(this::report).orElseGet(() -> unread(Subject.REPORT));
  }

  private Optional<Json> read(Bytes document) {
    return findings.find(
        CheckName.JSON, () -> JsonReader.document(document, EvidenceBundle.MAX_BYTES));
  }

  private static boolean isType(Json json, String type) {
    return json instanceof Json.Obj object && Json.of(type).equals(object.get("type"));
  }

  private AttestationResult unread(Subject subject) {
    return result(subject, Optional.empty(), NO_CLAIMS);
  }

  private AttestationResult evidence(Json json) {
    var evidence = findings.find(CheckName.EVIDENCE_FORMAT, () -> EvidenceBundle.parse(json));
    if (evidence.isEmpty()) {
      return unread(Subject.EVIDENCE);
    }
    var at = options.verifyAt().orElse(options.now());
    var checks = new EvidenceChecks(evidence.get(), options, findings);
    checks.validity(at);
    var hardware = checks.check(at);
    var known = known(hardware, references().check(evidence.get(), at), at);
    return result(
        Subject.EVIDENCE,
        evidence.get(),
        hardware,
        Claims.of(evidence.get(), hardware, known, at).build());
  }

  private AttestationResult proof(Json json) {
    var outline = findings.find(CheckName.PROOF_FORMAT, () -> ProofBundle.Outline.parse(json));
    if (outline.isEmpty()) {
      return unread(Subject.PROOF);
    }
    var evidence =
        findings.find(
            CheckName.EVIDENCE_FORMAT, () -> EvidenceBundle.parse(outline.get().evidence()));
    if (evidence.isEmpty()) {
      return unread(Subject.PROOF);
    }
    return proof(outline.get().with(evidence.get()));
  }

  private AttestationResult proof(ProofBundle proof) {
    // Years later the collateral has expired and the receipt is as good as it was when issued.
    var at = options.verifyAt().orElse(proof.receipt().body().issuedAt());
    var checks = new EvidenceChecks(proof.evidence(), options, findings);
    var hardware = checks.check(at);
    var known = known(hardware, references().check(proof.evidence(), at), at);
    new ReceiptPart(proof, findings).check(checks::lifetime);
    new LogPart(proof, options, findings).check();
    return result(
        Subject.PROOF,
        proof.evidence(),
        hardware,
        Claims.of(proof, hardware, known, at, findings).build());
  }

  private AttestationResult receiptAlone(Bytes document) {
    findings.check(
        CheckName.PROOF_FORMAT,
        () -> {
          var receipt = Receipt.parse(document);
          throw new Rejected(
              Reason.TYPE_UNKNOWN,
              "a receipt alone names an enclave and shows none: join it to its proof, which a"
                  + " relay has at /v1/proofs/"
                  + receipt.digest());
        });
    return unread(Subject.PROOF);
  }

  private AttestationResult report(Json json) {
    var bare = findings.find(CheckName.EVIDENCE_FORMAT, () -> BareReport.parse(json));
    if (bare.isEmpty()) {
      return unread(Subject.REPORT);
    }
    var at = options.verifyAt().orElse(options.now());
    var hardware = bare.get().check(options, findings, at);
    var claims = Json.object().put("judgedAt", at);
    known(hardware, references().check(bare.get(), at), at).put(claims);
    claims.put("reportData", hardware.reportData().hex()).put("hardware", hardware.claims());
    return result(Subject.REPORT, Optional.of(hardware), claims.build());
  }

  private ReferenceChecks references() {
    return new ReferenceChecks(options, findings);
  }

  private Known known(HardwareResult hardware, Optional<ReferenceImage> image, long at) {
    var machine = MachineChecks.check(options, hardware, at, findings);
    return new Known(machine, image, options.referenceValues().map(ReferenceValues::source));
  }

  private AttestationResult result(
      Subject subject, EvidenceBundle evidence, HardwareResult hardware, Json.Obj claims) {
    // The root tells whose hardware it is, not whether a paravisor sits in front of it.
    var tee = hardware.anchor().map(root -> Tee.of(root, evidence.tee()));
    return AttestationResult.of(
        subject, findings, options.performedBy(), options.now(), hardware.anchor(), tee, claims);
  }

  private AttestationResult result(
      Subject subject, Optional<HardwareResult> hardware, Json.Obj claims) {
    return AttestationResult.of(
        subject,
        findings,
        options.performedBy(),
        options.now(),
        hardware.flatMap(HardwareResult::anchor),
        claims);
  }
}
