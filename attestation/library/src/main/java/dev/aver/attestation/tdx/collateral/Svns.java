// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.collateral;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import java.util.List;

/**
 * Sixteen security versions of one byte each. They are compared component by component; the order
 * of {@link Bytes} only says which level is tried first.
 */
public record Svns(Bytes bytes) {
  /** The number of components. */
  public static final int COUNT = 16;

  private static final long MAX_SVN = 255;

  /** Refuses anything but 16 bytes: a programming error, since parsers check first. */
  public Svns {
    if (bytes.size() != COUNT) {
      throw new IllegalArgumentException("16 components, not " + bytes.size());
    }
  }

  /** Reads {@code [{"svn":n}, …]}, which must have 16 elements. */
  static Svns parse(List<Json> components, String where) throws Rejected {
    if (components.size() != COUNT) {
      throw new Rejected(Reason.FIELD_RANGE, where + " has " + components.size() + " components");
    }
    var bytes = new byte[COUNT];
    for (var i = 0; i < COUNT; i++) {
      bytes[i] = (byte) Members.of(components.get(i), where).integer("svn", 0, MAX_SVN);
    }
    return new Svns(Bytes.of(bytes));
  }

  /** The component as an unsigned number. */
  public int at(int index) {
    return bytes.at(index) & 0xff;
  }

  /** Whether every component from {@code first} on is at least that of {@code floor}. */
  public boolean reaches(Svns floor, int first) {
    for (var i = first; i < COUNT; i++) {
      if (at(i) < floor.at(i)) {
        return false;
      }
    }
    return true;
  }
}
