// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance.evidence;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.tdx.abi.QeReport;
import dev.aver.attestation.tdx.abi.TdReport;
import dev.aver.attestation.tdx.abi.TdxQuote;
import dev.aver.attestation.tdx.collateral.PlatformIdentity;
import dev.aver.attestation.tdx.collateral.Svns;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** The fields of a quote under the names and in the spellings of the vectors' {@code parsed}. */
final class TdxParsed {
  private TdxParsed() {}

  static Json.Obj of(TdxQuote quote, Optional<PlatformIdentity> platform) {
    var header = quote.header();
    var parsed =
        Json.object()
            .put("version", header.version())
            .put("qe_svn", header.qeSvn())
            .put("pce_svn", header.pceSvn())
            .put("user_data", header.userData().hex())
            .put("tee_type", "0x" + Long.toHexString(header.teeType()))
            .put("att_key_type", header.attestationKeyType())
            .put("qe_vendor_id", header.qeVendorId().hex())
            .put(
                "body_type",
                quote.bodyType().isPresent()
                    ? Json.of(quote.bodyType().getAsInt())
                    : Json.Null.NULL)
            .put("signed_length", quote.signed().size())
            .put("auth_data_length", quote.authSize())
            .put("trailing_bytes", quote.trailing())
            .put("inner_cert_data_type", quote.auth().certificationType());
    report(quote.report(), parsed);
    parsed.put("qe", qe(quote.auth().qeReport()));
    platform.ifPresent(identity -> parsed.put("pck", pck(identity)));
    return parsed.build();
  }

  private static void report(TdReport report, Json.Builder parsed) {
    hex(parsed, "tee_tcb_svn", report.teeTcbSvn());
    hex(parsed, "mr_seam", report.mrSeam());
    hex(parsed, "mrsigner_seam", report.mrSignerSeam());
    hex(parsed, "seam_attributes", report.seamAttributes());
    hex(parsed, "td_attributes", report.tdAttributes());
    hex(parsed, "xfam", report.xfam());
    hex(parsed, "mrtd", report.mrTd());
    hex(parsed, "mrconfigid", report.mrConfigId());
    hex(parsed, "mrowner", report.mrOwner());
    hex(parsed, "mrownerconfig", report.mrOwnerConfig());
    for (var i = 0; i < report.rtmrs().size(); i++) {
      hex(parsed, "rtmr" + i, report.rtmrs().get(i));
    }
    hex(parsed, "report_data", report.reportData());
    report
        .td15()
        .ifPresent(
            td15 -> {
              hex(parsed, "tee_tcb_svn2", td15.teeTcbSvn2());
              hex(parsed, "mrservicetd", td15.mrServiceTd());
            });
  }

  private static Json qe(QeReport report) {
    return Json.object()
        .put("mrsigner", report.mrSigner().hex())
        .put("isvprodid", report.isvProdId())
        .put("isvsvn", report.isvSvn())
        .put("attributes", report.attributes().hex())
        .build();
  }

  private static Json pck(PlatformIdentity platform) {
    return Json.object()
        .put("fmspc", platform.fmspc().hex())
        .put("pceid", platform.pceId().hex())
        .put("pcesvn", platform.pceSvn())
        .put("cpusvn", platform.cpuSvn().hex())
        .put("sgxtype", String.format(Locale.ROOT, "%02x", platform.sgxType()))
        .put(
            "sgx_components",
            Json.array(
                IntStream.range(0, Svns.COUNT)
                    .mapToObj(i -> Json.of(platform.sgx().at(i)))
                    .toList()))
        .build();
  }

  private static void hex(Json.Builder parsed, String name, Bytes value) {
    parsed.put(name, value.hex());
  }
}
