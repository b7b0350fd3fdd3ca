// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.abi;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A TDX quote in its fields, nothing of which has been verified (attestation.md, 3.1): header, TD
 * report and authentication data, and what follows them.
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
  /**
   * The largest quote that is looked at; genuine ones have about 5000 bytes, and one with as much
   * authentication data of the quoting enclave as its length can say has 70,000.
   */
  public static final int MAX_SIZE = 128 * 1024;

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
    var examined = examine(quote);
    if (examined.quote.isEmpty()) {
      throw examined.problems.getFirst();
    }
    return examined.quote.get();
  }

  /** The same for whoever wants to name everything that is wrong. */
  public static Examined examine(Bytes quote) {
    return new QuoteReader(quote).examine();
  }

  /**
   * What there is to say of some bytes.
   *
   * @param quote its fields; empty if they cannot be told apart
   * @param problems every rule of step 1 of attestation.md, 6, that is broken, in that order; one
   *     at least if there is no quote
   */
  public record Examined(Optional<TdxQuote> quote, List<Rejected> problems) {
    /** Copies the list. */
    public Examined {
      problems = List.copyOf(problems);
    }
  }
}
