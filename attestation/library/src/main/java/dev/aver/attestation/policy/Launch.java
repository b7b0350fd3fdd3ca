// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.policy;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bundle.EvidenceBundle;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.TrustAnchor.Family;
import dev.aver.attestation.snp.abi.SnpReport;
import dev.aver.attestation.tdx.abi.TdxQuote;
import dev.aver.attestation.vtpm.TpmQuote;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the hardware says was started: the registers of its report or quote, and of the vTPM's quote
 * where there is one. Read, not verified.
 *
 * @param registers by kind and name; a register that a vTPM did not quote is absent
 */
public record Launch(Map<Measured, Map<String, Bytes>> registers) {
  /** Copies the map. */
  public Launch {
    registers = Map.copyOf(registers);
  }

  /**
   * The launch that evidence shows.
   *
   * @throws Rejected if its report or quote has not the form of one
   */
  public static Launch of(EvidenceBundle evidence) throws Rejected {
    var registers = new EnumMap<Measured, Map<String, Bytes>>(Measured.class);
    var report = evidence.hardwareReport();
    if (evidence.tee().family() == Family.SNP) {
      registers.put(Measured.SNP, snp(report));
    } else {
      registers.put(Measured.TDX, tdx(report));
    }
    if (evidence.tpm().isPresent()) {
      var signed = evidence.tpm().get();
      registers.put(Measured.VTPM, vtpm(TpmQuote.parse(signed.message()).registers(signed.pcrs())));
    }
    return new Launch(registers);
  }

  /** The launch that a bare SNP report shows. */
  public static Launch ofReport(Bytes report) throws Rejected {
    return new Launch(Map.of(Measured.SNP, snp(report)));
  }

  private static Map<String, Bytes> snp(Bytes report) throws Rejected {
    return Map.of("measurement", SnpReport.parse(report).measurement());
  }

  private static Map<String, Bytes> tdx(Bytes quote) throws Rejected {
    var report = TdxQuote.parse(quote).report();
    var registers = new LinkedHashMap<String, Bytes>();
    registers.put("mrTd", report.mrTd());
    for (var number = 0; number < report.rtmrs().size(); number++) {
      registers.put("rtmr" + number, report.rtmrs().get(number));
    }
    return registers;
  }

  private static Map<String, Bytes> vtpm(Map<Integer, Bytes> quoted) {
    var registers = new HashMap<String, Bytes>();
    quoted.forEach((number, value) -> registers.put("pcr" + number, value));
    return registers;
  }
}
