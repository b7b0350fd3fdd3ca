// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.collateral;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import java.util.Comparator;
import java.util.List;

/**
 * A floor of platform versions and what Intel says of platforms that reach it.
 *
 * @param sgx components of the PCK certificate
 * @param pceSvn version of the provisioning enclave
 * @param tdx components of the TD report
 * @param date milliseconds: every weakness known then is covered by the status
 * @param status the judgement
 * @param advisories names like INTEL-SA-00960
 */
public record TcbLevel(
    Svns sgx, int pceSvn, Svns tdx, long date, TcbStatus status, List<String> advisories) {
  /** Highest first, in the order that Intel's library tries levels in (attestation.md, 3.4). */
  static final Comparator<TcbLevel> HIGHEST_FIRST =
      Comparator.comparing((TcbLevel level) -> level.sgx.bytes())
          .thenComparingInt(TcbLevel::pceSvn)
          .thenComparing(level -> level.tdx.bytes())
          .reversed();

  private static final int MAX_SVN = 0xffff;

  /** Copies the list. */
  public TcbLevel {
    advisories = List.copyOf(advisories);
  }

  static TcbLevel parse(Json json) throws Rejected {
    var level = Members.of(json, "tcbLevel");
    var tcb = level.object("tcb");
    return new TcbLevel(
        Svns.parse(tcb.array("sgxtcbcomponents"), "sgxtcbcomponents"),
        (int) tcb.integer("pcesvn", 0, MAX_SVN),
        Svns.parse(tcb.array("tdxtcbcomponents"), "tdxtcbcomponents"),
        IntelFields.date(level, "tcbDate"),
        IntelFields.status(level),
        IntelFields.advisories(level));
  }
}
