// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.inspect;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.BoundedReader;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Der;
import dev.aver.attestation.receipt.Receipt;
import dev.aver.attestation.snp.abi.ReportResponse;
import dev.aver.attestation.snp.abi.SnpReport;
import dev.aver.attestation.tdx.collateral.PcsResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Recognises a file by its content, never by its name, and takes it apart. Well-formed or refused
 * with a reason; of what is recognised, nothing has been verified.
 */
public final class Inspection {
  /** The largest file that is looked at: twice the largest document of the formats. */
  public static final int MAX_BYTES = 2 << 20;

  private static final String PEM = "-----BEGIN CERTIFICATE-----";
  private static final String PEM_IN_HEADER = "-----BEGIN%20CERTIFICATE-----";
  private static final int MAX_CERTIFICATES = 16;
  private static final int START = 64;
  private static final int SMALL_NUMBER = 5;

  private Inspection() {}

  /**
   * Takes a file apart.
   *
   * @throws Rejected {@link Reason#TOO_LARGE}, {@link Reason#TYPE_UNKNOWN}, and what the parser of
   *     the recognised kind refuses
   */
  public static Part of(Bytes content) throws Rejected {
    if (content.size() > MAX_BYTES) {
      throw new Rejected(Reason.TOO_LARGE, content.size() + " bytes, at most " + MAX_BYTES);
    }
    var start = text(content.slice(0, Math.min(content.size(), START))).stripLeading();
    if (start.startsWith("{") || start.startsWith("[")) {
      return JsonInspection.of(content);
    }
    if (start.startsWith(PEM)) {
      return CertificatePart.chain(content, MAX_CERTIFICATES);
    }
    if (start.startsWith(PEM_IN_HEADER)) {
      var header = text(content).strip();
      var chain = PcsResponse.issuerChain(header, Reason.ENDORSEMENT_PARSE);
      return CertificatePart.chain(Bytes.utf8(chain), MAX_CERTIFICATES).named("header");
    }
    if (start.startsWith("eyJ")) { // base64url of {" as in an Aver-Receipt header
      var receipt = Receipt.fromHeader(text(content).strip());
      return DocumentPart.receipt(receipt, content.size()).named("header");
    }
    if (isNote(content)) {
      return NotePart.read(content);
    }
    var text = TextForm.of(content);
    return text.isPresent()
        ? binary(text.get().content()).named(text.get().name())
        : binary(content);
  }

  private static Part binary(Bytes content) throws Rejected {
    if (content.size() > 0 && (content.at(0) & 0xff) == Der.SEQUENCE) {
      return isCertificate(content) ? CertificatePart.read(content) : CrlPart.read(content);
    }
    var marked = marked(content);
    if (marked.isPresent()) {
      return marked.get().read(content);
    }
    if (content.size() == SnpReport.SIZE) {
      return SnpReportPart.read(content);
    }
    if (CertTablePart.begins(content)) {
      return CertTablePart.read(content);
    }
    if (isResponse(content)) {
      return Part.of("answer of /dev/sev-guest", content.size())
          .part("report", ReportResponse.report(content), SnpReportPart::read)
          .build();
    }
    if (isQuote(content)) {
      return TdxQuotePart.read(content);
    }
    throw new Rejected(
        Reason.TYPE_UNKNOWN,
        TilePart.maybeHashes(content)
            ? "nothing that is known begins like this; a tile of hashes has no mark: --as tile"
            : "nothing that is known begins like this");
  }

  /** What bears its name in its own bytes. */
  private static Optional<Part.Reader> marked(Bytes content) {
    if (NitroFile.begins(content)) {
      return Optional.of(NitroPart::read);
    }
    if (HclPart.begins(content)) {
      return Optional.of(HclPart::read);
    }
    if (CcelPart.begins(content)) {
      return Optional.of(CcelPart::read);
    }
    if (CcelPart.tableBegins(content)) {
      return Optional.of(CcelPart::table);
    }
    if (TpmQuotePart.begins(content)) {
      return Optional.of(TpmQuotePart::message);
    }
    return TilePart.beginsEntries(content) ? Optional.of(TilePart::entries) : Optional.empty();
  }

  /**
   * Takes a tile of a log's hashes apart, which nothing in its bytes tells from other bytes.
   *
   * @throws Rejected {@link Reason#LOG_TILE}
   */
  public static Part tile(Bytes content) throws Rejected {
    return TilePart.hashes(content);
  }

  /** A certificate's signed part begins with its version in [0], a revocation list's does not. */
  private static boolean isCertificate(Bytes der) throws Rejected {
    var outer = Element.document(der).children();
    var fields = outer.isEmpty() ? outer : outer.getFirst().children();
    return !fields.isEmpty() && fields.getFirst().is(Der.context(0));
  }

  private static boolean isResponse(Bytes content) throws Rejected {
    if (content.size() < Long.BYTES) {
      return false;
    }
    var reader = new BoundedReader(content, Reason.REPORT_LENGTH);
    return reader.u32le() == 0 && reader.u32le() == SnpReport.SIZE;
  }

  /** A version and a kind of key that are small: the parser says which of them it understands. */
  private static boolean isQuote(Bytes content) throws Rejected {
    if (content.size() < Integer.BYTES) {
      return false;
    }
    var reader = new BoundedReader(content, Reason.QUOTE_FORMAT);
    var version = reader.u16le();
    var keyType = reader.u16le();
    return isSmall(version) && isSmall(keyType);
  }

  private static boolean isSmall(int number) {
    return number >= 1 && number <= SMALL_NUMBER;
  }

  private static boolean isNote(Bytes content) {
    return new String(content.toArray(), StandardCharsets.UTF_8).contains("\n\n\u2014 ");
  }

  private static String text(Bytes ascii) {
    return new String(ascii.toArray(), StandardCharsets.ISO_8859_1);
  }
}
