// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.bundle;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.Verification;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.facts.Facts;
import dev.aver.attestation.keyset.Keyset;
import dev.aver.attestation.policy.AppraisalPolicy;
import dev.aver.attestation.policy.Expectation;
import dev.aver.attestation.policy.KeysetPolicy;
import dev.aver.attestation.result.CheckName;
import dev.aver.attestation.result.Findings;
import dev.aver.attestation.result.HardwareResult;
import dev.aver.attestation.vtpm.TpmQuote;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The checks of one evidence from keyset.models to facts.nonce, in the order of formats.md, 8. The
 * bundle's documents must be the keyset's, the hardware must have signed the keyset's name, and the
 * facts must lead to what it signed.
 */
final class EvidenceChecks {
  /** What must hold before a byte of the report counts for anything. */
  private static final List<CheckName> AUTHENTIC =
      List.of(
          CheckName.HARDWARE_1,
          CheckName.HARDWARE_2,
          CheckName.HARDWARE_3,
          CheckName.HARDWARE_4,
          CheckName.HARDWARE_5,
          CheckName.HARDWARE_6,
          CheckName.HARDWARE_7);

  private final EvidenceBundle evidence;
  private final Keyset keyset;
  private final Verification options;
  private final Findings findings;
  private final Optional<KeysetPolicy> demands;

  EvidenceChecks(EvidenceBundle evidence, Verification options, Findings findings) {
    this.evidence = evidence;
    this.keyset = evidence.keyset();
    this.options = options;
    this.findings = findings;
    this.demands = options.policy().map(AppraisalPolicy::keyset);
  }

  /** Makes them all but keyset.validity, judged at {@code at} milliseconds since 1970. */
  HardwareResult check(long at) {
    documents();
    var hardware = new HardwareChecks(options, findings);
    var result = hardware.verify(evidence, at);
    new EventLogChecks(evidence, findings).check();
    hardware.tee(evidence.tee(), result);
    facts(result.reportData());
    return result;
  }

  private void documents() {
    findings.check(
        CheckName.KEYSET_MODELS,
        () -> {
          requireSame(Reason.MODELS_MISMATCH, keyset.models(), evidence.models().digest());
          demand(Reason.MODELS_NOT_ACCEPTED, KeysetPolicy::models, keyset.models());
        });
    findings.check(
        CheckName.KEYSET_BUILD,
        () -> {
          requireSame(Reason.BUILD_MISMATCH, keyset.build(), evidence.build().digest());
          demand(Reason.BUILD_NOT_ACCEPTED, KeysetPolicy::build, keyset.build());
        });
    findings.check(
        CheckName.KEYSET_CONFIGURATION,
        () -> {
          requireSame(
              Reason.CONFIGURATION_MISMATCH,
              keyset.configuration(),
              evidence.configuration().digest());
          demand(
              Reason.CONFIGURATION_NOT_ACCEPTED,
              KeysetPolicy::configuration,
              keyset.configuration());
        });
    if (evidence.ohttpKeys().isPresent()) {
      var digest = Hashes.sha256(evidence.ohttpKeys().get());
      findings.check(
          CheckName.KEYSET_SEAL_KEY,
          () -> requireSame(Reason.SEAL_KEY_MISMATCH, keyset.sealKey(), digest));
    } else {
      findings.skip(CheckName.KEYSET_SEAL_KEY, "the evidence brings no key configuration");
    }
  }

  /** keyset.validity: alive at {@code at}, and for no longer than is accepted. */
  void validity(long at) {
    findings.check(
        CheckName.KEYSET_VALIDITY,
        () -> {
          keyset.checkAlive(at);
          lifetime();
        });
  }

  /** Whether the keyset's whole life is of an accepted length. */
  void lifetime() throws Rejected {
    demand(
        Reason.LIFETIME_NOT_ACCEPTED,
        KeysetPolicy::lifetime,
        keyset.notAfter() - keyset.notBefore());
  }

  private void facts(Bytes reportData) {
    var enclave = keyset.enclave();
    var signed = findings.find(CheckName.REPORT_DATA, AUTHENTIC, () -> signed(reportData));
    findings.check(
        CheckName.FACTS_PATH,
        List.of(CheckName.REPORT_DATA),
        () -> Facts.checkPaths(evidence.facts(), enclave, signed.orElse(Bytes.EMPTY)));
    if (options.nonce().isPresent()) {
      findings.check(
          CheckName.FACTS_NONCE,
          List.of(CheckName.FACTS_PATH),
          () -> Facts.checkNonce(evidence.facts(), options.nonce().get()));
    } else {
      findings.skip(CheckName.FACTS_NONCE, "no nonce was sent");
    }
  }

  /** The 64 bytes that the enclave had signed: a vTPM's quote has their hash (formats.md, 4). */
  private Bytes signed(Bytes reportData) throws Rejected {
    if (evidence.tpm().isPresent()) {
      var quote = TpmQuote.parse(evidence.tpm().get().message());
      return Facts.behind(quote.qualifyingData(), keyset.enclave(), evidence.facts());
    }
    Facts.checkReportData(keyset.enclave(), reportData);
    return reportData;
  }

  private <T> void demand(Reason reason, Function<KeysetPolicy, Expectation<T>> field, T actual)
      throws Rejected {
    if (demands.isPresent() && !field.apply(demands.get()).accepts(actual)) {
      throw new Rejected(
          reason, "policy demands " + field.apply(demands.get()).demand() + ", found " + actual);
    }
  }

  private static void requireSame(Reason reason, Digest inKeyset, Digest actual) throws Rejected {
    if (!inKeyset.equals(actual)) {
      throw new Rejected(reason, "the keyset has " + inKeyset + ", the document is " + actual);
    }
  }
}
