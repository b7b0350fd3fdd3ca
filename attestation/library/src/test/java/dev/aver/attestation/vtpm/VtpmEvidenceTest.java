// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.vtpm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.Vectors;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.vtpm.VtpmEvidence.SignedQuote;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A genuine Azure guest's report and quote, and what happens when a piece is exchanged. */
class VtpmEvidenceTest {
  private static final String FOLDER = "snp/azure-vtpm-milan/";
  private static final int REPORT_DATA = 0x50;

  private static Bytes hcl() {
    return Vectors.read(FOLDER + "hcl_report.bin");
  }

  private static Bytes reportData() {
    return Vectors.read(FOLDER + "report.bin").slice(REPORT_DATA, REPORT_DATA + 64);
  }

  private static SignedQuote quote() throws Rejected {
    var json = (Json.Obj) JsonReader.document(Vectors.read(FOLDER + "tpm_quote.json"), 1 << 16);
    var pcrs = new ArrayList<Bytes>();
    for (var pcr : ((Json.Arr) json.members().get("pcrs")).elements()) {
      pcrs.add(hex(pcr));
    }
    return new SignedQuote(
        hex(json.members().get("message")), hex(json.members().get("signature")), pcrs);
  }

  private static Bytes hex(Json value) throws Rejected {
    return Bytes.fromHex(((Json.Str) value).value());
  }

  private interface Action {
    void run() throws Rejected;
  }

  private static void refused(Reason reason, Action action) {
    assertEquals(reason, assertThrows(Rejected.class, action::run).reason());
  }

  private static Bytes changed(Bytes bytes, int at) {
    var copy = bytes.toArray();
    copy[at] ^= 1;
    return Bytes.of(copy);
  }

  @Test
  void a_genuine_guest_holds_together() throws Exception {
    var evidence = new VtpmEvidence(HclReport.parse(hcl()));
    evidence.requireVouchedBy(reportData());
    evidence.requireSigned(quote());
    var quoted = VtpmEvidence.requireRegisters(quote());
    assertEquals(24, quoted.selected().size());
    assertEquals(48, quoted.qualifyingData().size());
  }

  @Test
  void every_byte_of_the_runtime_data_counts() throws Exception {
    var good = HclReport.parse(hcl());
    for (var at = 0; at < good.runtimeData().size(); at++) {
      var other =
          new HclReport(
              good.hardwareReport(),
              good.reportType(),
              good.hashType(),
              changed(good.runtimeData(), at));
      refused(
          Reason.RUNTIME_DATA_MISMATCH,
          () -> new VtpmEvidence(other).requireVouchedBy(reportData()));
    }
    refused(
        Reason.RUNTIME_DATA_MISMATCH,
        () -> new VtpmEvidence(good).requireVouchedBy(changed(reportData(), 63)));
  }

  @Test
  void a_changed_quote_register_or_signature_is_refused() throws Exception {
    var evidence = new VtpmEvidence(HclReport.parse(hcl()));
    var quote = quote();
    for (var at = 0; at < quote.message().size(); at += 5) {
      var other = new SignedQuote(changed(quote.message(), at), quote.signature(), quote.pcrs());
      refused(Reason.TPM_QUOTE_SIGNATURE, () -> evidence.requireSigned(other));
    }
    var signature = changed(quote.signature(), 17);
    refused(
        Reason.TPM_QUOTE_SIGNATURE,
        () -> evidence.requireSigned(new SignedQuote(quote.message(), signature, quote.pcrs())));
    refused(
        Reason.TPM_QUOTE_SIGNATURE,
        () -> evidence.requireSigned(new SignedQuote(quote.message(), Bytes.EMPTY, quote.pcrs())));
    var pcrs = new ArrayList<>(quote.pcrs());
    pcrs.set(11, changed(pcrs.get(11), 0));
    refused(
        Reason.PCR_MISMATCH,
        () ->
            VtpmEvidence.requireRegisters(
                new SignedQuote(quote.message(), quote.signature(), pcrs)));
    refused(
        Reason.TPM_QUOTE_FORMAT,
        () ->
            VtpmEvidence.requireRegisters(
                new SignedQuote(quote.message(), quote.signature(), List.of())));
  }

  @Test
  void malformed_reports_and_messages_are_refused() throws Exception {
    refused(Reason.HCL_FORMAT, () -> HclReport.parse(changed(hcl(), 0)));
    refused(Reason.HCL_FORMAT, () -> HclReport.parse(changed(hcl(), 1216)));
    refused(Reason.HCL_FORMAT, () -> HclReport.parse(changed(hcl(), 1216 + 12)));
    refused(Reason.HCL_FORMAT, () -> HclReport.parse(changed(hcl(), hcl().size() - 1)));
    for (var size = 0; size < 1216 + 20 + 1110; size += 61) {
      var cut = hcl().slice(0, size);
      refused(Reason.HCL_FORMAT, () -> HclReport.parse(cut));
    }
    var message = quote().message();
    for (var size = 0; size < message.size(); size++) {
      var cut = message.slice(0, size);
      refused(Reason.TPM_QUOTE_FORMAT, () -> TpmQuote.parse(cut));
    }
    refused(Reason.TPM_QUOTE_FORMAT, () -> TpmQuote.parse(message.plus(Bytes.of((byte) 0))));
  }
}
