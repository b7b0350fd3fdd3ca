// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester.doctor;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.snp.abi.SnpReport;
import dev.aver.attestation.tdx.abi.TdxQuote;
import dev.aver.enclave.attester.device.ConfigfsTsm;
import dev.aver.enclave.attester.device.NoReport;
import dev.aver.enclave.attester.device.NoReport.Why;
import dev.aver.enclave.attester.device.RawReport;
import dev.aver.enclave.attester.device.ReportSource;
import dev.aver.enclave.attester.doctor.Step.Question;
import java.io.IOException;
import java.util.Optional;

/**
 * Asks a machine what an enclave will need of it, one question after the other, and leaves nothing
 * behind: whether there is an interface that gives reports, whether reports come and how fast, and
 * whether a relying party would believe them.
 */
public final class Doctor {
  private static final int TIMED = 3;
  private static final long QUICK_MILLIS = 1000;

  private final Patient patient;
  private final Diagnosis diagnosis = new Diagnosis();

  /** Will look at this machine. */
  public Doctor(Patient patient) {
    this.patient = patient;
  }

  /** A provider behind an interface. */
  private record Found(String provider, ReportSource source) {
    boolean isTdx() {
      return provider.equals(ConfigfsTsm.TDX_GUEST);
    }
  }

  /** Asks all ten. */
  public Diagnosis examine() throws IOException {
    if (!machine()) {
      return diagnosis.restsOn(Question.MACHINE);
    }
    var found = provider();
    if (found.isEmpty()) {
      return diagnosis.restsOn(
          diagnosis.outcome(Question.INTERFACE) == Step.Outcome.FAIL
              ? Question.INTERFACE
              : Question.PERMISSION);
    }
    var report = report(found.get());
    if (report.isEmpty()) {
      return diagnosis;
    }
    rate(found.get());
    new Belief(patient, diagnosis).examine(report.get(), found.get().isTdx());
    return diagnosis;
  }

  private boolean machine() {
    var platform = patient.platform();
    var said = platform.name() + " on " + platform.architecture();
    var fits = platform.name().equals("Linux") && platform.architecture().equals("amd64");
    diagnosis.add(
        fits
            ? Step.pass(Question.MACHINE, said)
            : Step.fail(
                Question.MACHINE, said, "run this on Linux on x86-64, inside the confidential VM"));
    return fits;
  }

  private Optional<Found> provider() {
    try {
      var provider = ConfigfsTsm.provider(patient.files(), patient.random());
      diagnosis.add(Step.pass(Question.INTERFACE, ConfigfsTsm.FOLDER));
      diagnosis.add(Step.pass(Question.PERMISSION, "requests can be made there"));
      return known(provider);
    } catch (NoReport e) {
      if (e.why() != Why.ABSENT) {
        unusable(ConfigfsTsm.FOLDER, e);
        return Optional.empty();
      }
      return device(e);
    }
  }

  private Optional<Found> known(String provider) {
    if (!provider.equals(ConfigfsTsm.SEV_GUEST) && !provider.equals(ConfigfsTsm.TDX_GUEST)) {
      diagnosis.add(Step.fail(Question.PROVIDER, provider, Advice.on(Why.WRONG_PROVIDER)));
      diagnosis.restsOn(Question.PROVIDER);
      return Optional.empty();
    }
    diagnosis.add(Step.pass(Question.PROVIDER, provider));
    return Optional.of(
        new Found(
            provider,
            new ConfigfsTsm(
                patient.files(),
                provider,
                provider.equals(ConfigfsTsm.SEV_GUEST)
                    ? patient.privilegeLevel()
                    : Optional.empty(),
                patient.random(),
                patient.timing())));
  }

  private Optional<Found> device(NoReport byFolder) {
    try {
      patient.device().probe();
      diagnosis.add(Step.pass(Question.INTERFACE, "/dev/sev-guest"));
      diagnosis.add(Step.pass(Question.PERMISSION, "the device opens"));
      diagnosis.add(Step.pass(Question.PROVIDER, ConfigfsTsm.SEV_GUEST));
      return Optional.of(new Found(ConfigfsTsm.SEV_GUEST, patient.device()));
    } catch (NoReport byDevice) {
      if (byDevice.why() == Why.ABSENT) {
        diagnosis.add(
            Step.fail(
                Question.INTERFACE,
                "no provider: " + byFolder.getMessage() + "; " + byDevice.getMessage(),
                Advice.on(Why.ABSENT)));
      } else {
        unusable("/dev/sev-guest", byDevice);
      }
      return Optional.empty();
    }
  }

  private void unusable(String where, NoReport why) {
    diagnosis.add(Step.pass(Question.INTERFACE, where));
    diagnosis.add(Step.fail(Question.PERMISSION, why.getMessage(), Advice.on(why.why())));
  }

  private Optional<RawReport> report(Found found) throws IOException {
    var data = data();
    try {
      var raw = found.source.report(data);
      var said = found.isTdx() ? quote(raw.report(), data) : snp(raw.report(), data);
      diagnosis.add(Step.pass(Question.REPORT, said));
      return Optional.of(raw);
    } catch (NoReport e) {
      var question = e.why() == Why.INVALID ? Question.PRIVILEGE_LEVEL : Question.REPORT;
      diagnosis.add(Step.fail(question, e.getMessage(), Advice.on(e.why())));
      diagnosis.restsOn(question);
      return Optional.empty();
    }
  }

  private Bytes data() {
    var data = new byte[ReportSource.REPORT_DATA];
    patient.random().nextBytes(data);
    return Bytes.of(data);
  }

  private String snp(Bytes raw, Bytes data) throws NoReport {
    try {
      var report = SnpReport.parse(raw);
      requireOurs(report.reportData(), data);
      diagnosis.add(
          Step.pass(Question.PRIVILEGE_LEVEL, "VMPL " + report.vmpl() + ", as the report says"));
      var product = report.cpuid().flatMap(cpuid -> cpuid.line()).orElse("product not named");
      return "SEV-SNP report of version " + report.version() + ", " + product;
    } catch (Rejected e) {
      throw new NoReport(Why.MALFORMED, "the report: " + e.getMessage());
    }
  }

  private String quote(Bytes raw, Bytes data) throws NoReport {
    try {
      var quote = TdxQuote.parse(raw);
      requireOurs(quote.report().reportData(), data);
      diagnosis.add(Step.skip(Question.PRIVILEGE_LEVEL, "TDX has none"));
      return "TDX quote of version " + quote.header().version() + ", " + raw.size() + " bytes";
    } catch (Rejected e) {
      throw new NoReport(Why.MALFORMED, "the quote: " + e.getMessage());
    }
  }

  private static void requireOurs(Bytes found, Bytes asked) throws NoReport {
    if (!found.equals(asked)) {
      throw new NoReport(Why.OTHER_DATA, "over other data than asked");
    }
  }

  /** Hosts throttle by holding answers back. */
  private void rate(Found found) throws IOException {
    var slowest = 0L;
    try {
      for (var i = 0; i < TIMED; i++) {
        var asked = patient.timing().millis();
        found.source.report(data());
        slowest = Math.max(slowest, patient.timing().millis() - asked);
      }
    } catch (NoReport e) {
      diagnosis.add(Step.fail(Question.RATE, e.getMessage(), Advice.on(e.why())));
      return;
    }
    var step =
        Step.pass(Question.RATE, "the slowest of " + TIMED + " in a row took " + slowest + " ms");
    diagnosis.add(
        slowest <= QUICK_MILLIS
            ? step
            : step.advising(
                "the host throttles: the enclave slows down by itself; a longer"
                    + " aver.attester.interval keeps it from being held back"));
  }
}
