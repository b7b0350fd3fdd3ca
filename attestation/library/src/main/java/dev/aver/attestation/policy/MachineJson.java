// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.policy;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.endorsement.MachineId;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;

/** The {@code machines} member of a policy. */
final class MachineJson {
  private static final int MAX_MACHINES = 1024;

  private MachineJson() {}

  static MachinePolicy parse(Members members) throws Rejected {
    var policy =
        new MachinePolicy(
            list(members.array("list")),
            ExpectationJson.read(members, "listed", Spelling.FLAG),
            ExpectationJson.read(members, "location", Label.SPELLING),
            ExpectationJson.read(members, "owner", Label.SPELLING));
    members.end();
    return policy;
  }

  private static List<Machine> list(List<Json> elements) throws Rejected {
    if (elements.size() > MAX_MACHINES) {
      throw new Rejected(Reason.FIELD_RANGE, "machines.list has more than " + MAX_MACHINES);
    }
    var machines = new ArrayList<Machine>();
    var seen = new HashSet<MachineId>();
    for (var element : elements) {
      var machine = machine(Members.of(element, "machines.list"));
      if (!seen.add(machine.id())) {
        // Which of the two would hold? A list that says both says nothing.
        throw new Rejected(Reason.FIELD_RANGE, "machines.list has twice " + machine.id());
      }
      machines.add(machine);
    }
    return machines;
  }

  private static Machine machine(Members entry) throws Rejected {
    var machine =
        new Machine(
            id(entry),
            Label.read(entry.string("location"), "machines.list.location"),
            Label.read(entry.string("owner"), "machines.list.owner"),
            entry.integer("expiresAt", 0, Members.MAX_INTEGER),
            entry.has("revokedAt")
                ? OptionalLong.of(entry.integer("revokedAt", 0, Members.MAX_INTEGER))
                : OptionalLong.empty());
    entry.end();
    return machine;
  }

  private static MachineId id(Members entry) throws Rejected {
    var kind =
        entry.has(MachineId.Kind.CHIP_ID.text())
            ? MachineId.Kind.CHIP_ID
            : MachineId.Kind.PLATFORM_INSTANCE_ID;
    var where = "machines.list." + kind.text();
    var value = Spelling.bytes(entry.required(kind.text()), where, kind.size());
    return MachineId.of(kind, value)
        .orElseThrow(
            () ->
                new Rejected(
                    Reason.FIELD_RANGE, where + " is zero: a masked number is no machine"));
  }

  static Json write(MachinePolicy policy) {
    return Json.object()
        .put("list", Json.array(policy.list().stream().map(MachineJson::write).toList()))
        .put("listed", ExpectationJson.write(policy.listed(), Spelling.FLAG))
        .put("location", ExpectationJson.write(policy.location(), Label.SPELLING))
        .put("owner", ExpectationJson.write(policy.owner(), Label.SPELLING))
        .build();
  }

  private static Json write(Machine machine) {
    var json =
        Json.object()
            .put(machine.id().kind().text(), machine.id().value().hex())
            .put("location", machine.location())
            .put("owner", machine.owner())
            .put("expiresAt", machine.expiresAt());
    machine.revokedAt().ifPresent(at -> json.put("revokedAt", at));
    return json.build();
  }
}
