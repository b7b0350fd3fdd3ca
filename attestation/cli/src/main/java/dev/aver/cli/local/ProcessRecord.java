// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.local;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import java.time.Instant;
import java.util.Optional;

/**
 * One process that we started. A pid alone may belong to somebody else by now: only together with
 * the start time does it name a process, and nothing else is ever stopped.
 *
 * @param role what it is, for people
 * @param pid its process id
 * @param startedAt milliseconds since 1970, as the system tells it
 */
public record ProcessRecord(String role, long pid, long startedAt) {
  /** The system counts from its boot, whose time it tells by a clock that may be set meanwhile. */
  private static final long TOLERANCE_MILLIS = 5000;

  /** Names a process that runs now. */
  public static ProcessRecord of(String role, ProcessHandle process) {
    return new ProcessRecord(role, process.pid(), startOf(process));
  }

  private static long startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  /** The process, if it still runs. */
  public Optional<ProcessHandle> running() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> Math.abs(startOf(process) - startedAt) <= TOLERANCE_MILLIS);
  }

  Json toJson() {
    return Json.object().put("role", role).put("pid", pid).put("startedAt", startedAt).build();
  }

  static ProcessRecord parse(Json json) throws Rejected {
    var members = Members.of(json, "process");
    var record =
        new ProcessRecord(
            members.string("role"),
            members.integer("pid", 1, Members.MAX_INTEGER),
            members.integer("startedAt", 0, Members.MAX_INTEGER));
    members.end();
    return record;
  }
}
