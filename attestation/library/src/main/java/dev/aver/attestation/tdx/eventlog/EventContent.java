// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.eventlog;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Hashes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds in the data of a firmware event the bytes that were hashed. Most events hold them as they
 * are, some between a header and a terminator, some (images, tables) not at all.
 */
final class EventContent {
  private static final long EV_IPL = 0x0d;
  private static final long EV_EFI_VARIABLE_BOOT = 0x80000002L;
  private static final int VARIABLE_HEADER = 32;
  private static final int NAME_LENGTH_AT = 16;
  private static final int DATA_LENGTH_AT = 24;

  private EventContent() {}

  /** The part of {@code data} whose SHA-384 is {@code digest}. */
  static Optional<Bytes> proved(long type, Bytes data, Bytes digest) {
    return candidates(type, data).stream()
        .filter(candidate -> Hashes.sha384(candidate).equals(digest))
        .findFirst();
  }

  private static List<Bytes> candidates(long type, Bytes data) {
    var candidates = new ArrayList<Bytes>();
    candidates.add(data);
    if (type == EV_IPL) {
      bootLoaderText(data, candidates);
    } else if (type == EV_EFI_VARIABLE_BOOT) {
      variableContent(data).ifPresent(candidates::add);
    }
    return candidates;
  }

  /**
   * A boot loader measures a command without its own {@code what: } before it and NUL behind it.
   */
  private static void bootLoaderText(Bytes data, List<Bytes> candidates) {
    var last = data.size() - 1;
    var text = last >= 0 && data.at(last) == 0 ? data.slice(0, last) : data;
    candidates.add(text);
    var colon = new String(text.toArray(), StandardCharsets.ISO_8859_1).indexOf(": ");
    if (colon >= 0) {
      candidates.add(text.slice(colon + 2, text.size()));
    }
  }

  /** UEFI_VARIABLE_DATA: GUID 16, u64 length of the name in characters, u64 of the content. */
  private static Optional<Bytes> variableContent(Bytes data) {
    if (data.size() < VARIABLE_HEADER) {
      return Optional.empty();
    }
    var nameLength = u64(data, NAME_LENGTH_AT);
    var contentLength = u64(data, DATA_LENGTH_AT);
    var room = data.size() - VARIABLE_HEADER;
    if (nameLength < 0 || nameLength > room / 2 || contentLength != room - 2 * nameLength) {
      return Optional.empty();
    }
    return Optional.of(data.slice((int) (VARIABLE_HEADER + 2 * nameLength), data.size()));
  }

  private static long u64(Bytes data, int at) {
    var value = 0L;
    for (var i = 7; i >= 0; i--) {
      value = value << 8 | (data.at(at + i) & 0xff);
    }
    return value;
  }
}
