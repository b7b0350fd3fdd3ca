// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.snp.abi;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Step 1: what every report must look like, whoever signed it (attestation.md, 5). All broken rules
 * are named, in the order of the step. The unsigned tail counts: it is where a report could be
 * varied without touching its signature.
 */
public final class ReportForm {
  private static final int P384_BYTES = 48;

  /** n of P-384 (SEC 2, 2.5.1). */
  private static final BigInteger P384_ORDER =
      new BigInteger(
          "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf"
              + "581a0db248b0a77aecec196accc52973",
          16);

  private static final int ECDSA_P384_SHA384 = 1;
  private static final int LAST_VMPL = 3;

  /** The two numbers of a signature, each from 1 to n-1. */
  public record SignatureNumbers(BigInteger r, BigInteger s) {}

  private ReportForm() {}

  /** The rules that this report breaks; empty if it has the form of one. */
  public static List<Rejected> violations(SnpReport report) {
    var found = new ArrayList<Rejected>();
    var version = report.version();
    if (version < 2 || version > 5) {
      // Without the version nobody knows what the fields mean.
      return List.of(new Rejected(Reason.REPORT_VERSION, "version " + version));
    }
    if (!report.policy().wellFormed()) {
      found.add(new Rejected(Reason.POLICY_RESERVED, hex(report.policy().bits())));
    }
    if (report.signatureAlgorithm() != ECDSA_P384_SHA384) {
      found.add(new Rejected(Reason.SIGNATURE_ALGO, "algorithm " + report.signatureAlgorithm()));
    }
    signer(report.signerInfo(), found);
    if (report.vmpl() > LAST_VMPL) {
      found.add(new Rejected(Reason.VMPL_RANGE, "VMPL " + report.vmpl()));
    }
    reserved(report, found);
    if (signature(report).isEmpty()) {
      found.add(new Rejected(Reason.SIGNATURE_RANGE, "r or s is no number from 1 to n-1"));
    }
    return List.copyOf(found);
  }

  private static void signer(SignerInfo signer, List<Rejected> found) {
    if (signer.reservedSet()) {
      found.add(new Rejected(Reason.SIGNER_INFO_RESERVED, hex(signer.bits())));
    }
    if (signer.signingKey().isEmpty()) {
      var number = signer.signingKeyNumber();
      found.add(new Rejected(Reason.SIGNING_KEY_UNSUPPORTED, "signing key " + number));
    } else if (signer.chipKeyMasked()) {
      found.add(new Rejected(Reason.SIGNING_KEY_UNSUPPORTED, "the chip's key is masked"));
    }
  }

  private static void reserved(SnpReport report, List<Rejected> found) {
    zero(report, 0x04c, 0x050, found);
    // CPUID came with version 3, the mitigation vectors with version 5.
    zero(report, report.version() < 3 ? 0x188 : 0x18b, 0x1a0, found);
    zero(report, 0x1eb, 0x1ec, found);
    zero(report, 0x1ef, 0x1f0, found);
    zero(report, report.version() < 5 ? 0x1f8 : 0x208, 0x2a0, found);
    zero(report, 0x330, SnpReport.SIZE, found);
  }

  private static void zero(SnpReport report, int from, int to, List<Rejected> found) {
    if (!report.raw().slice(from, to).isZero()) {
      var where = "bytes " + Integer.toHexString(from) + " to " + Integer.toHexString(to - 1);
      found.add(new Rejected(Reason.REPORT_RESERVED_NONZERO, where + " (hex) are not zero"));
    }
  }

  /**
   * The report's signature, or nothing unless both numbers are from 1 to n-1 and padded by zero.
   */
  public static Optional<SignatureNumbers> signature(SnpReport report) {
    var r = number(report.signatureR());
    var s = number(report.signatureS());
    return inRange(r) && inRange(s) ? Optional.of(new SignatureNumbers(r, s)) : Optional.empty();
  }

  /** 72 little-endian bytes of which only 48 may be used; zero, which is no signature, if more. */
  private static BigInteger number(Bytes field) {
    if (!field.slice(P384_BYTES, field.size()).isZero()) {
      return BigInteger.ZERO;
    }
    var bigEndian = new byte[P384_BYTES];
    for (var i = 0; i < P384_BYTES; i++) {
      bigEndian[i] = field.at(P384_BYTES - 1 - i);
    }
    return new BigInteger(1, bigEndian);
  }

  private static boolean inRange(BigInteger number) {
    return number.signum() > 0 && number.compareTo(P384_ORDER) < 0;
  }

  private static String hex(long bits) {
    return "0x" + Long.toHexString(bits);
  }
}
