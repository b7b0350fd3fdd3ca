// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.inspect;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.tdx.abi.QuoteAuth;
import dev.aver.attestation.tdx.abi.QuoteHeader;
import dev.aver.attestation.tdx.abi.TdAttribute;
import dev.aver.attestation.tdx.abi.TdReport;
import dev.aver.attestation.tdx.abi.TdxQuote;
import java.util.ArrayList;
import java.util.Locale;

/** A TDX quote: header, TD report, authentication data, certificates (attestation.md, 3.1). */
final class TdxQuotePart {
  private static final int REGISTER = TdReport.REGISTER_SIZE;
  private static final int CHAIN = 3;

  private TdxQuotePart() {}

  static Part read(Bytes raw) throws Rejected {
    var quote = TdxQuote.inspect(raw);
    var part = Part.of("TDX quote", raw.size());
    var walk = new Walk(raw, Reason.QUOTE_FORMAT, part);
    header(quote, walk);
    body(quote.report(), walk);
    walk.number("auth data size", 4);
    auth(quote.auth(), walk);
    if (walk.remaining() > quote.trailing()) {
      walk.field("beyond the announced sizes", walk.remaining() - quote.trailing());
    }
    if (walk.remaining() > 0) {
      walk.field("padding", quote.trailing(), quote.problems().isEmpty() ? "zero" : "");
    }
    quote.problems().forEach(part::problem);
    part.part("PCK chain", quote.auth().pem(), chain -> CertificatePart.chain(chain, CHAIN));
    return part.build();
  }

  private static void header(TdxQuote quote, Walk walk) throws Rejected {
    var header = quote.header();
    walk.number("version", 2);
    walk.field(
        "attestation key type",
        2,
        header.attestationKeyType() == QuoteHeader.ECDSA_P256 ? "ECDSA P-256" : "unknown");
    walk.field("TEE type", 4, header.teeType() == QuoteHeader.TEE_TDX ? "TDX" : "not TDX");
    walk.number("QE SVN", 2);
    walk.number("PCE SVN", 2);
    walk.field(
        "QE vendor id", 16, header.qeVendorId().equals(QuoteHeader.INTEL) ? "Intel" : "unknown");
    walk.field("user data", 20);
    if (quote.bodyType().isPresent()) {
      walk.field(
          "body type", 2, quote.bodyType().getAsInt() == TdxQuote.TD_15 ? "TD 1.5" : "TD 1.0");
      walk.number("body size", 4);
    }
  }

  private static void body(TdReport report, Walk walk) throws Rejected {
    walk.field("TEE_TCB_SVN", 16, "at launch");
    walk.field("MRSEAM", REGISTER, "the TDX module");
    walk.field(
        "MRSIGNERSEAM", REGISTER, report.mrSignerSeam().isZero() ? "zero: Intel's module" : "");
    walk.field("SEAMATTRIBUTES", 8);
    walk.field("TDATTRIBUTES", 8, attributes(report.tdAttributes()));
    walk.field("XFAM", 8);
    walk.field("MRTD", REGISTER, "the guest's initial memory");
    walk.field("MRCONFIGID", REGISTER);
    walk.field("MROWNER", REGISTER);
    walk.field("MROWNERCONFIG", REGISTER);
    for (var i = 0; i < report.rtmrs().size(); i++) {
      walk.field("RTMR" + i, REGISTER);
    }
    walk.field("REPORTDATA", 64, "chosen by the guest");
    if (report.td15().isPresent()) {
      walk.field("TEE_TCB_SVN_2", 16, "now");
      walk.field("MRSERVICETD", REGISTER);
    }
  }

  private static void auth(QuoteAuth auth, Walk walk) throws Rejected {
    walk.field("signature", 64, "ECDSA P-256 r and s, over all before the auth data");
    walk.field("attestation key", 64, "x and y");
    walk.number("certification data type", 2);
    walk.number("certification data size", 4);
    qeReport(walk);
    walk.field("QE report signature", 64, "by the PCK key");
    walk.number("QE auth data size", 2);
    walk.field("QE auth data", auth.qeAuthData().size());
    walk.number("inner certification type", 2);
    walk.number("inner certification size", 4);
    walk.field("PCK chain", auth.pckChain().size(), "PEM, shown below");
  }

  private static void qeReport(Walk walk) throws Rejected {
    walk.field("QE CPUSVN", 16);
    walk.field("QE MISCSELECT", 4);
    walk.reserved(28);
    walk.field("QE ATTRIBUTES", 16);
    walk.field("QE MRENCLAVE", 32);
    walk.reserved(32);
    walk.field("QE MRSIGNER", 32);
    walk.reserved(96);
    walk.number("QE ISVPRODID", 2);
    walk.number("QE ISVSVN", 2);
    walk.reserved(60);
    walk.field("QE REPORTDATA", 64, "binds the attestation key");
  }

  private static String attributes(Bytes tdAttributes) {
    var words = new ArrayList<String>();
    for (var attribute : TdAttribute.values()) {
      if (attribute.isSetIn(tdAttributes)) {
        words.add(attribute.name().toLowerCase(Locale.ROOT).replace('_', ' '));
      }
    }
    return String.join(", ", words);
  }
}
