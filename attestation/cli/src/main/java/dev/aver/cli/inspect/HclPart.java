// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.inspect;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.vtpm.HclReport;
import java.nio.charset.StandardCharsets;

/** What Azure's paravisor keeps in the vTPM: a hardware report and runtime data. */
final class HclPart {
  private static final Bytes SIGNATURE = Bytes.utf8("HCLA");
  private static final int HARDWARE_REPORT = 1184;

  private HclPart() {}

  static boolean begins(Bytes content) {
    return content.size() >= SIGNATURE.size()
        && content.slice(0, SIGNATURE.size()).equals(SIGNATURE);
  }

  static Part read(Bytes blob) throws Rejected {
    var hcl = HclReport.parse(blob);
    var part = Part.of("HCL report", blob.size());
    var walk = new Walk(blob, Reason.HCL_FORMAT, part);
    walk.field("SIGNATURE", 4, "HCLA");
    walk.number("VERSION", 4);
    walk.number("REPORT_SIZE", 4);
    walk.number("REQUEST_TYPE", 4);
    walk.number("STATUS", 4);
    walk.reserved(12);
    var snp = hcl.reportType() == HclReport.SNP;
    walk.field(
        "HARDWARE_REPORT", HARDWARE_REPORT, snp ? "SNP report" : "TDREPORT, for this host only");
    walk.number("RUNTIME_DATA.SIZE", 4);
    walk.number("RUNTIME_DATA.VERSION", 4);
    walk.number("REPORT_TYPE", 4);
    walk.number("HASH_TYPE", 4);
    walk.number("RUNTIME_DATA.LENGTH", 4);
    walk.field("RUNTIME_DATA", hcl.runtimeData().size(), "SHA-256 " + hcl.runtimeDataHash().hex());
    if (walk.remaining() > 0) {
      walk.field("(padding)", walk.remaining(), "zero");
    }
    if (snp) {
      part.part("hardware report", hcl.hardwareReport(), SnpReportPart::read);
    }
    part.part("runtime data", hcl.runtimeData(), HclPart::runtimeData);
    return part.build();
  }

  private static Part runtimeData(Bytes text) throws Rejected {
    var part = Part.of("runtime data", text.size());
    if (JsonReader.document(text, Inspection.MAX_BYTES) instanceof Json.Obj members) {
      DocumentPart.members(part, "", members);
    } else {
      part.member("(text)", new String(text.toArray(), StandardCharsets.UTF_8), "no object");
    }
    return part.build();
  }
}
