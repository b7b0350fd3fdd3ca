// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.abi;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.BoundedReader;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.tdx.abi.TdxQuote.Examined;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Takes a quote apart as far as it goes and keeps every rule that it breaks, in the order of step 1
 * of attestation.md, 6. Nothing is read behind an announced length that the bytes do not have.
 */
final class QuoteReader {
  /** Header, report and size of authentication data of the smallest kind of quote, SGX's. */
  private static final int SMALLEST = QuoteHeader.SIZE + QeReport.SIZE + 4;

  /** Another kind of quote is laid out differently: the kind is the matter, not the lengths. */
  private static final Set<Reason> KINDS =
      EnumSet.of(Reason.QUOTE_VERSION, Reason.TEE_TYPE, Reason.ATT_KEY_TYPE, Reason.CERT_DATA_TYPE);

  private final Bytes quote;
  private final BoundedReader reader;
  private final List<Rejected> problems = new ArrayList<>();

  QuoteReader(Bytes quote) {
    this.quote = quote;
    this.reader = new BoundedReader(quote, Reason.QUOTE_FORMAT);
  }

  Examined examine() {
    try {
      return new Examined(Optional.of(read()), problems);
    } catch (Rejected e) {
      if (!problems.contains(e) && !anotherKind()) {
        problems.add(e);
      }
      return new Examined(Optional.empty(), problems);
    }
  }

  private boolean anotherKind() {
    return problems.stream().map(Rejected::reason).anyMatch(KINDS::contains);
  }

  private TdxQuote read() throws Rejected {
    if (quote.size() > TdxQuote.MAX_SIZE) {
      throw new Rejected(
          Reason.QUOTE_FORMAT, quote.size() + " bytes, at most " + TdxQuote.MAX_SIZE);
    }
    var header = header();
    var bodyType = header.version() == 5 ? OptionalInt.of(reader.u16le()) : OptionalInt.empty();
    var report = TdReport.of(reader.take(bodySize(bodyType)));
    var signed = quote.slice(0, reader.position());
    var authData = reader.take(authSize());
    var tail = reader.take(reader.remaining());
    if (!tail.isZero()) {
      problems.add(
          new Rejected(
              Reason.TRAILING_BYTES, tail.size() + " bytes that are not all zero at the end"));
    }
    var auth = auth(authData);
    return new TdxQuote(
        header, bodyType, report, signed, auth, authData.size(), tail.size(), problems);
  }

  private QuoteHeader header() throws Rejected {
    if (quote.size() < SMALLEST) {
      return shortHeader();
    }
    var header = QuoteHeader.read(reader);
    problems.addAll(header.problems());
    if (!QuoteHeader.known(header.version())) {
      throw QuoteHeader.unknown(header.version());
    }
    return header;
  }

  /** Of bytes that are no quote of any version, whatever version they name. */
  private QuoteHeader shortHeader() throws Rejected {
    problems.add(new Rejected(Reason.QUOTE_FORMAT, quote.size() + " bytes"));
    if (reader.remaining() >= 2) {
      var version = reader.u16le();
      if (!QuoteHeader.known(version)) {
        problems.add(QuoteHeader.unknown(version));
      }
    }
    throw problems.getFirst();
  }

  private static int expectedSize(int type) throws Rejected {
    return switch (type) {
      case TdxQuote.TD_10 -> TdReport.SIZE_10;
      case TdxQuote.TD_15 -> TdReport.SIZE_15;
      default -> throw new Rejected(Reason.BODY_TYPE, "body type " + type);
    };
  }

  private int bodySize(OptionalInt type) throws Rejected {
    if (type.isEmpty()) {
      return TdReport.SIZE_10;
    }
    var expected = expectedSize(type.getAsInt());
    var size = reader.u32le();
    if (size != expected) {
      throw new Rejected(Reason.BODY_SIZE, size + " bytes of body, not " + expected);
    }
    return expected;
  }

  private long authSize() throws Rejected {
    var size = reader.u32le();
    if (size > reader.remaining()) {
      throw new Rejected(
          Reason.QUOTE_TRUNCATED,
          "announces " + size + " bytes of auth data, has " + reader.remaining());
    }
    return size;
  }

  private QuoteAuth auth(Bytes authData) throws Rejected {
    try {
      return QuoteAuth.read(authData, problems);
    } catch (Rejected e) {
      if (!anotherKind()) {
        problems.add(e);
      }
      throw new Rejected(
          Reason.AUTH_TRAILING, "the sizes inside the authentication data do not fit its own");
    }
  }
}
