// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.abi;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.BoundedReader;
import dev.aver.attestation.bytes.Bytes;
import java.util.OptionalInt;

/**
 * A well-formed TDX quote, nothing of which has been verified (attestation.md, 3.1): header, TD
 * report and authentication data of exactly the announced sizes, then zero padding only.
 *
 * @param header the first 48 bytes
 * @param bodyType of version 5: {@link #TD_10} or {@link #TD_15}
 * @param report the TD report
 * @param signed the bytes under the quote's signature: header, body type and size, report
 * @param auth the authentication data
 * @param authSize its size in bytes
 * @param padding number of zero bytes behind the authentication data
 */
public record TdxQuote(
    QuoteHeader header,
    OptionalInt bodyType,
    TdReport report,
    Bytes signed,
    QuoteAuth auth,
    int authSize,
    int padding) {
  /** The largest quote that is looked at; genuine ones have about 5000 bytes. */
  public static final int MAX_SIZE = 64 * 1024;

  /** Body type of a TDX 1.0 report. */
  public static final int TD_10 = 2;

  /** Body type of a TDX 1.5 report. */
  public static final int TD_15 = 3;

  /**
   * Parses a quote of version 4 or 5.
   *
   * @throws Rejected with the reasons of step 1 of attestation.md, 6
   */
  public static TdxQuote parse(Bytes quote) throws Rejected {
    if (quote.size() > MAX_SIZE) {
      throw new Rejected(Reason.QUOTE_FORMAT, quote.size() + " bytes, at most " + MAX_SIZE);
    }
    var reader = new BoundedReader(quote, Reason.QUOTE_FORMAT);
    var header = QuoteHeader.read(reader);
    var bodyType = header.version() == 5 ? OptionalInt.of(reader.u16le()) : OptionalInt.empty();
    var report = TdReport.of(reader.take(bodySize(bodyType, reader)));
    var signed = quote.slice(0, reader.position());
    var auth = reader.take(authSize(reader));
    var padding = reader.take(reader.remaining());
    if (!padding.isZero()) {
      throw new Rejected(
          Reason.TRAILING_BYTES, padding.size() + " bytes that are not zero behind the auth data");
    }
    return new TdxQuote(
        header, bodyType, report, signed, QuoteAuth.parse(auth), auth.size(), padding.size());
  }

  /**
   * SHA-256-able identity of the quote: signed part, size and authentication data, without the
   * padding that anyone can lengthen. (The signatures inside stay malleable: n − s is valid too.)
   */
  public Bytes withoutPadding(Bytes quote) {
    return quote.slice(0, quote.size() - padding);
  }

  private static int bodySize(OptionalInt type, BoundedReader reader) throws Rejected {
    if (type.isEmpty()) {
      return TdReport.SIZE_10;
    }
    var expected =
        switch (type.getAsInt()) {
          case TD_10 -> TdReport.SIZE_10;
          case TD_15 -> TdReport.SIZE_15;
          default -> throw new Rejected(Reason.BODY_TYPE, "body type " + type.getAsInt());
        };
    var size = reader.u32le();
    if (size != expected) {
      throw new Rejected(Reason.BODY_SIZE, size + " bytes of body, not " + expected);
    }
    return expected;
  }

  private static long authSize(BoundedReader reader) throws Rejected {
    var size = reader.u32le();
    if (size > reader.remaining()) {
      throw new Rejected(
          Reason.QUOTE_TRUNCATED,
          "announces " + size + " bytes of auth data, has " + reader.remaining());
    }
    return size;
  }
}
