// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.collateral;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;

/** How a security version stands, by Intel's judgement at a date (attestation.md, 3.4). */
public enum TcbStatus {
  /** Nothing is known against it. */
  UP_TO_DATE("UpToDate"),
  /** Software in the guest must defend itself. */
  SW_HARDENING_NEEDED("SWHardeningNeeded"),
  /** The platform may be configured unsafely. */
  CONFIGURATION_NEEDED("ConfigurationNeeded"),
  /** Both of the two above. */
  CONFIGURATION_AND_SW_HARDENING_NEEDED("ConfigurationAndSWHardeningNeeded"),
  /** Known weaknesses have been fixed in a later version. */
  OUT_OF_DATE("OutOfDate"),
  /** As above, and the platform may be configured unsafely. */
  OUT_OF_DATE_CONFIGURATION_NEEDED("OutOfDateConfigurationNeeded"),
  /** The host is patched, the guest was started before it was. */
  TD_RELAUNCH_ADVISED("TDRelaunchAdvised"),
  /** As above, and the platform may be configured unsafely. */
  TD_RELAUNCH_ADVISED_CONFIGURATION_NEEDED("TDRelaunchAdvisedConfigurationNeeded"),
  /** Broken: never acceptable. */
  REVOKED("Revoked");

  private final String wireName;

  TcbStatus(String wireName) {
    this.wireName = wireName;
  }

  /** Intel's spelling. */
  public String wireName() {
    return wireName;
  }

  /**
   * The status of this name.
   *
   * @throws Rejected {@link Reason#FIELD_RANGE}
   */
  public static TcbStatus parse(String name) throws Rejected {
    for (var status : values()) {
      if (status.wireName.equals(name)) {
        return status;
      }
    }
    throw new Rejected(Reason.FIELD_RANGE, "unknown TCB status");
  }

  /** Whether it says that the platform's configuration matters. */
  public boolean configurationNeeded() {
    return switch (this) {
      case CONFIGURATION_NEEDED,
          CONFIGURATION_AND_SW_HARDENING_NEEDED,
          OUT_OF_DATE_CONFIGURATION_NEEDED,
          TD_RELAUNCH_ADVISED_CONFIGURATION_NEEDED ->
          true;
      case UP_TO_DATE, SW_HARDENING_NEEDED, OUT_OF_DATE, TD_RELAUNCH_ADVISED, REVOKED -> false;
    };
  }

  /** Whether its version is not known to be superseded, whatever else must be done. */
  public boolean current() {
    return switch (this) {
      case UP_TO_DATE,
          SW_HARDENING_NEEDED,
          CONFIGURATION_NEEDED,
          CONFIGURATION_AND_SW_HARDENING_NEEDED ->
          true;
      case OUT_OF_DATE,
          OUT_OF_DATE_CONFIGURATION_NEEDED,
          TD_RELAUNCH_ADVISED,
          TD_RELAUNCH_ADVISED_CONFIGURATION_NEEDED,
          REVOKED ->
          false;
    };
  }

  @Override
  public String toString() {
    return wireName;
  }
}
