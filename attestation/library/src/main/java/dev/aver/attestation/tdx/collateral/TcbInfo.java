// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.collateral;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.Members;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Intel's TCB info version 3 for TDX, complete and in range; who signed it is another question
 * (attestation.md, 3.3).
 *
 * @param issuedAt milliseconds; not to be used before
 * @param nextUpdate milliseconds; not to be used after
 * @param fmspc 6 bytes: the platform model it speaks of
 * @param pceId 2 bytes
 * @param evaluationNumber number of the set of security knowledge it rests on
 * @param module identity of modules without version of their own
 * @param modules identities by module version
 * @param levels highest first; see {@link #hasLevels}
 */
public record TcbInfo(
    long issuedAt,
    long nextUpdate,
    Bytes fmspc,
    Bytes pceId,
    long evaluationNumber,
    TdxModuleIdentity module,
    List<TdxModuleVersion> modules,
    List<TcbLevel> levels) {
  /** The largest document that is looked at, in bytes; genuine ones have about 5000. */
  public static final int MAX_SIZE = 1024 * 1024;

  private static final int FMSPC_SIZE = 6;
  private static final int PCEID_SIZE = 2;
  private static final int VERSION = 3;
  private static final int MAX_ELEMENTS = 1024;
  private static final long MAX_NUMBER = 0xffff_ffffL;

  /** Copies the lists. */
  public TcbInfo {
    modules = List.copyOf(modules);
    levels = List.copyOf(levels);
  }

  /**
   * Reads the exact bytes that were signed. Members that this version does not know are Intel's
   * right to add; those that are known must all be there.
   *
   * @throws Rejected {@link Reason#TCB_INFO_FORMAT}, {@link Reason#TCB_INFO_TYPE}
   */
  public static TcbInfo parse(Bytes signed) throws Rejected {
    Members info;
    try {
      info = Members.of(JsonReader.document(signed, MAX_SIZE), "tcbInfo");
      requireType(info);
      return read(info);
    } catch (Rejected e) {
      if (e.reason() == Reason.TCB_INFO_TYPE) {
        throw e;
      }
      throw new Rejected(Reason.TCB_INFO_FORMAT, e.reason() + ": " + e.detail());
    }
  }

  /** The identity of the modules of {@code version}, from 1 on. */
  public Optional<TdxModuleVersion> module(int version) {
    var id = TdxModuleVersion.id(version);
    return modules.stream().filter(module -> module.id().equals(id)).findFirst();
  }

  /**
   * Whether there is a level for the platform and for each line of modules; a document that lacks
   * one is malformed, and what it lacks fits nothing.
   */
  public boolean hasLevels() {
    return !levels.isEmpty() && modules.stream().allMatch(module -> module.newest().isPresent());
  }

  private static void requireType(Members info) throws Rejected {
    var id = info.optional("id"); // which version 2 does not have
    var version = info.integer("version", 0, MAX_NUMBER);
    if (!id.equals(Optional.of(Json.of("TDX"))) || version != VERSION) {
      throw new Rejected(Reason.TCB_INFO_TYPE, "version " + version + ", or not for TDX");
    }
    if (info.integer("tcbType", 0, MAX_NUMBER) != 0) {
      throw new Rejected(Reason.TCB_INFO_TYPE, "levels are to be compared in another way");
    }
  }

  private static TcbInfo read(Members info) throws Rejected {
    return new TcbInfo(
        IntelFields.date(info, "issueDate"),
        IntelFields.date(info, "nextUpdate"),
        IntelFields.hex(info, "fmspc", FMSPC_SIZE),
        IntelFields.hex(info, "pceId", PCEID_SIZE),
        info.integer("tcbEvaluationDataNumber", 0, MAX_NUMBER),
        TdxModuleIdentity.parse(info.object("tdxModule")),
        modules(info),
        levels(info));
  }

  private static List<TdxModuleVersion> modules(Members info) throws Rejected {
    if (!info.has("tdxModuleIdentities")) {
      return List.of(); // as before 2024
    }
    var modules = new ArrayList<TdxModuleVersion>();
    for (var element : bounded(info.array("tdxModuleIdentities"))) {
      modules.add(TdxModuleVersion.parse(element));
    }
    return modules;
  }

  private static List<TcbLevel> levels(Members info) throws Rejected {
    var levels = new ArrayList<TcbLevel>();
    for (var element : bounded(info.array("tcbLevels"))) {
      levels.add(TcbLevel.parse(element));
    }
    levels.sort(TcbLevel.HIGHEST_FIRST);
    return levels;
  }

  private static List<Json> bounded(List<Json> elements) throws Rejected {
    if (elements.size() > MAX_ELEMENTS) {
      throw new Rejected(Reason.FIELD_RANGE, elements.size() + " elements");
    }
    return elements;
  }
}
