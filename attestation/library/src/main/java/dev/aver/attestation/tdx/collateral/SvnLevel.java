// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.collateral;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A floor of one security version, of a TDX module or a quoting enclave, and what Intel says of it.
 *
 * @param isvSvn least version of this level
 * @param date milliseconds: every weakness known then is covered by the status
 * @param status the judgement
 * @param advisories names like INTEL-SA-00960
 */
public record SvnLevel(int isvSvn, long date, TcbStatus status, List<String> advisories) {
  private static final int MAX_SVN = 0xffff;
  private static final int MAX_LEVELS = 256;

  /** Copies the list. */
  public SvnLevel {
    advisories = List.copyOf(advisories);
  }

  /** Reads the levels of {@code from} and puts the highest first, whatever order they came in. */
  static List<SvnLevel> parseAll(Members from) throws Rejected {
    var elements = from.array("tcbLevels");
    if (elements.size() > MAX_LEVELS) {
      throw new Rejected(Reason.FIELD_RANGE, elements.size() + " levels");
    }
    var levels = new ArrayList<SvnLevel>();
    for (var element : elements) {
      levels.add(parse(element));
    }
    levels.sort(Comparator.comparingInt(SvnLevel::isvSvn).reversed());
    return List.copyOf(levels);
  }

  /** The first of {@code highestFirst} that {@code isvSvn} reaches. */
  public static Optional<SvnLevel> match(List<SvnLevel> highestFirst, int isvSvn) {
    return highestFirst.stream().filter(level -> level.isvSvn <= isvSvn).findFirst();
  }

  private static SvnLevel parse(Json json) throws Rejected {
    var level = Members.of(json, "tcbLevel");
    return new SvnLevel(
        (int) level.object("tcb").integer("isvsvn", 0, MAX_SVN),
        IntelFields.date(level, "tcbDate"),
        IntelFields.status(level),
        IntelFields.advisories(level));
  }
}
