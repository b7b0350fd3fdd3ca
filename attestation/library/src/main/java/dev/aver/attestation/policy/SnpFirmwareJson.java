// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.policy;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.policy.Expectation.Floor;
import dev.aver.attestation.snp.abi.FirmwareVersion;
import dev.aver.attestation.snp.abi.Tcb;
import dev.aver.attestation.snp.appraise.FirmwareDemands;
import dev.aver.attestation.snp.appraise.TcbFloor;
import java.util.regex.Pattern;

/** One product line of {@code snp.platform.products}: what its firmware must be. */
final class SnpFirmwareJson {
  private static final int MAX_COMPONENT = 255;
  private static final Pattern VERSION = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");

  private static final Spelling<Tcb> TCB =
      Spelling.unordered(SnpFirmwareJson::tcb, SnpFirmwareJson::write)
          .withFloor(SnpFirmwareJson::floor, SnpFirmwareJson::floor);
  private static final Spelling<FirmwareVersion> FIRMWARE =
      Spelling.ordered(SnpFirmwareJson::version, version -> Json.of(version.toString()));

  private SnpFirmwareJson() {}

  static FirmwareDemands parse(Members firmware) throws Rejected {
    var demands =
        new FirmwareDemands(
            ExpectationJson.read(firmware, "reported", TCB),
            ExpectationJson.read(firmware, "current", TCB),
            ExpectationJson.read(firmware, "committed", TCB),
            ExpectationJson.read(firmware, "launch", TCB),
            ExpectationJson.read(firmware, "currentVersion", FIRMWARE),
            ExpectationJson.read(firmware, "committedVersion", FIRMWARE));
    firmware.end();
    return demands;
  }

  static Json write(FirmwareDemands demands) {
    return Json.object()
        .put("reported", ExpectationJson.write(demands.reported(), TCB))
        .put("current", ExpectationJson.write(demands.current(), TCB))
        .put("committed", ExpectationJson.write(demands.committed(), TCB))
        .put("launch", ExpectationJson.write(demands.launch(), TCB))
        .put("currentVersion", ExpectationJson.write(demands.currentVersion(), FIRMWARE))
        .put("committedVersion", ExpectationJson.write(demands.committedVersion(), FIRMWARE))
        .build();
  }

  private static Tcb tcb(Json json, String where) throws Rejected {
    var members = Members.of(json, where);
    var tcb =
        new Tcb(
            component(members, "fmc"),
            component(members, "bootloader"),
            component(members, "tee"),
            component(members, "snp"),
            component(members, "microcode"));
    members.end();
    return tcb;
  }

  private static int component(Members members, String name) throws Rejected {
    return (int) members.integer(name, 0, MAX_COMPONENT);
  }

  private static Json write(Tcb tcb) {
    return Json.object()
        .put("fmc", tcb.fmc())
        .put("bootloader", tcb.bootloader())
        .put("tee", tcb.tee())
        .put("snp", tcb.snp())
        .put("microcode", tcb.microcode())
        .build();
  }

  private static Floor<Tcb> floor(Json json, String where) throws Rejected {
    return new TcbFloor(tcb(json, where));
  }

  private static Json floor(Floor<Tcb> floor) {
    if (floor instanceof TcbFloor(Tcb least)) {
      return write(least);
    }
    throw new IllegalArgumentException("not a TCB: " + floor);
  }

  private static FirmwareVersion version(Json json, String where) throws Rejected {
    var version = VERSION.matcher(Spelling.string(json, where));
    if (!version.matches()) {
      throw new Rejected(Reason.FIELD_TYPE, where + " is not major.minor.build");
    }
    return new FirmwareVersion(
        Integer.parseInt(version.group(1)),
        Integer.parseInt(version.group(2)),
        Integer.parseInt(version.group(3)));
  }
}
