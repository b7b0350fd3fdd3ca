// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.abi;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.BoundedReader;
import dev.aver.attestation.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A TDX quote in its fields, nothing of which has been verified (attestation.md, 3.1): header, TD
 * report and authentication data of exactly the announced sizes, and what follows them.
 *
 * @param header the first 48 bytes
 * @param bodyType of version 5: {@link #TD_10} or {@link #TD_15}
 * @param report the TD report
 * @param signed the bytes under the quote's signature: header, body type and size, report
 * @param auth the authentication data
 * @param authSize its size in bytes
 * @param trailing number of bytes behind the authentication data
 * @param problems why the quote must be refused although its fields can be shown; empty for a quote
 *     that {@link #parse} returns
 */
public record TdxQuote(
    QuoteHeader header,
    OptionalInt bodyType,
    TdReport report,
    Bytes signed,
    QuoteAuth auth,
    int authSize,
    int trailing,
    List<Rejected> problems) {
  /** The largest quote that is looked at; genuine ones have about 5000 bytes. */
  public static final int MAX_SIZE = 64 * 1024;

  /** Body type of a TDX 1.0 report. */
  public static final int TD_10 = 2;

  /** Body type of a TDX 1.5 report. */
  public static final int TD_15 = 3;

  /** Copies the list. */
  public TdxQuote {
    problems = List.copyOf(problems);
  }

  /**
   * Parses a quote of version 4 or 5 that is well-formed to its last byte: behind the
   * authentication data there are only zeros.
   *
   * @throws Rejected with the reasons of step 1 of attestation.md, 6
   */
  public static TdxQuote parse(Bytes quote) throws Rejected {
    var parsed = inspect(quote);
    if (!parsed.problems.isEmpty()) {
      throw parsed.problems.getFirst();
    }
    return parsed;
  }

  /**
   * Takes a quote apart as far as its lengths allow, for showing what is wrong with it: see {@link
   * #problems}.
   *
   * @throws Rejected with the reasons of step 1 of attestation.md, 6
   */
  public static TdxQuote inspect(Bytes quote) throws Rejected {
    if (quote.size() > MAX_SIZE) {
      throw new Rejected(Reason.QUOTE_FORMAT, quote.size() + " bytes, at most " + MAX_SIZE);
    }
    var reader = new BoundedReader(quote, Reason.QUOTE_FORMAT);
    var header = QuoteHeader.read(reader);
    try {
      return behind(header, reader, quote);
    } catch (Rejected e) {
      // A quote of another kind is laid out differently: its kind is the matter, not its lengths.
      throw header.problems().isEmpty() ? e : header.problems().getFirst();
    }
  }

  private static TdxQuote behind(QuoteHeader header, BoundedReader reader, Bytes quote)
      throws Rejected {
    var bodyType = header.version() == 5 ? OptionalInt.of(reader.u16le()) : OptionalInt.empty();
    var report = TdReport.of(reader.take(bodySize(bodyType, reader)));
    var signed = quote.slice(0, reader.position());
    var authData = reader.take(authSize(reader));
    var tail = reader.take(reader.remaining());
    var problems = new ArrayList<>(header.problems());
    if (!tail.isZero()) {
      problems.add(
          new Rejected(
              Reason.TRAILING_BYTES, tail.size() + " bytes that are not all zero at the end"));
    }
    var auth = auth(authData, problems);
    if (auth.certificationType() != QuoteAuth.PCK_CERTIFICATE_CHAIN) {
      problems.add(
          new Rejected(
              Reason.CERT_DATA_TYPE_INNER, "certification data type " + auth.certificationType()));
    }
    return new TdxQuote(
        header, bodyType, report, signed, auth, authData.size(), tail.size(), problems);
  }

  /** The first problem is the one to name, also where the authentication data has another. */
  private static QuoteAuth auth(Bytes authData, List<Rejected> before) throws Rejected {
    try {
      return QuoteAuth.parse(authData);
    } catch (Rejected e) {
      throw before.isEmpty() ? e : before.getFirst();
    }
  }

  /**
   * The quote's bytes that are not padding, which anyone can lengthen: signed part, size and
   * authentication data. (The signatures inside stay malleable: n − s is valid too.)
   */
  public Bytes withoutPadding(Bytes quote) {
    return quote.slice(0, quote.size() - trailing);
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
