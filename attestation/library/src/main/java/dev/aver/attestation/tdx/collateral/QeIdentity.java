// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.collateral;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.Members;
import java.util.List;
import java.util.Optional;

/**
 * Intel's identity of the TD quoting enclave, version 2, complete and in range: without it, any
 * enclave on the machine could pose as the one that quotes (attestation.md, 6).
 *
 * @param issuedAt milliseconds; not to be used before
 * @param nextUpdate milliseconds; not to be used after
 * @param evaluationNumber number of the set of security knowledge it rests on
 * @param miscSelect 4 bytes in the order of the report, as Intel's own library compares them
 * @param miscSelectMask 4 bytes in the same order
 * @param attributes 16 bytes
 * @param attributesMask 16 bytes
 * @param mrSigner 32 bytes
 * @param isvProdId product number
 * @param levels highest first; see {@link #hasLevels}
 */
public record QeIdentity(
    long issuedAt,
    long nextUpdate,
    long evaluationNumber,
    Bytes miscSelect,
    Bytes miscSelectMask,
    Bytes attributes,
    Bytes attributesMask,
    Bytes mrSigner,
    int isvProdId,
    List<SvnLevel> levels) {
  /** The largest document that is looked at, in bytes; genuine ones have about 500. */
  public static final int MAX_SIZE = 256 * 1024;

  private static final int MISCSELECT_SIZE = 4;
  private static final int ATTRIBUTES_SIZE = 16;
  private static final int MRSIGNER_SIZE = 32;
  private static final int VERSION = 2;
  private static final long MAX_NUMBER = 0xffff_ffffL;

  /** Copies the list. */
  public QeIdentity {
    levels = List.copyOf(levels);
  }

  /**
   * Reads the exact bytes that were signed. Members that this version does not know are Intel's
   * right to add; those that are known must all be there.
   *
   * @throws Rejected {@link Reason#QE_IDENTITY_FORMAT}, {@link Reason#QE_IDENTITY_TYPE}
   */
  public static QeIdentity parse(Bytes signed) throws Rejected {
    try {
      var identity = Members.of(JsonReader.document(signed, MAX_SIZE), "enclaveIdentity");
      requireType(identity);
      return read(identity);
    } catch (Rejected e) {
      if (e.reason() == Reason.QE_IDENTITY_TYPE) {
        throw e;
      }
      throw new Rejected(Reason.QE_IDENTITY_FORMAT, e.reason() + ": " + e.detail());
    }
  }

  /** Whether there is a level at all; a document without one is malformed and fits no enclave. */
  public boolean hasLevels() {
    return !levels.isEmpty();
  }

  private static void requireType(Members identity) throws Rejected {
    var id = identity.optional("id");
    var version = identity.integer("version", 0, MAX_NUMBER);
    if (!id.equals(Optional.of(Json.of("TD_QE"))) || version != VERSION) {
      throw new Rejected(Reason.QE_IDENTITY_TYPE, "version " + version + ", or not TD_QE");
    }
  }

  private static QeIdentity read(Members identity) throws Rejected {
    return new QeIdentity(
        IntelFields.date(identity, "issueDate"),
        IntelFields.date(identity, "nextUpdate"),
        identity.integer("tcbEvaluationDataNumber", 0, MAX_NUMBER),
        IntelFields.hex(identity, "miscselect", MISCSELECT_SIZE),
        IntelFields.hex(identity, "miscselectMask", MISCSELECT_SIZE),
        IntelFields.hex(identity, "attributes", ATTRIBUTES_SIZE),
        IntelFields.hex(identity, "attributesMask", ATTRIBUTES_SIZE),
        IntelFields.hex(identity, "mrsigner", MRSIGNER_SIZE),
        (int) identity.integer("isvprodid", 0, 0xffff),
        SvnLevel.parseAll(identity));
  }
}
