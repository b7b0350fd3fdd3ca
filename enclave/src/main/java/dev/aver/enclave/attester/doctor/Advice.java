// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester.doctor;

import dev.aver.enclave.attester.device.NoReport;

/** What to do when there is no report: the table of docs/attester.md. */
final class Advice {
  private Advice() {}

  static String on(NoReport.Why why) {
    return switch (why) {
      case ABSENT ->
          "not a confidential guest, or no driver: load sev-guest or tdx-guest (modprobe), mount"
              + " configfs on /sys/kernel/config; on a host, start the guest as SEV-SNP or TDX";
      case FORBIDDEN -> "run this as root, or as a user who may use the interface";
      case WRONG_PROVIDER -> "this build knows SEV-SNP and TDX";
      case INVALID -> "ask for a privilege level that this guest may use: --privilege-level 1 to 3";
      case BUSY, NOT_COMMITTED -> "somebody else keeps the interface busy: find its other user";
      case INTERFERENCE, OTHER_DATA -> "somebody else writes into our requests: find out who";
      case TIMED_OUT -> "the host throttles or does not answer: fewer guests on it, or wait";
      case HOST_ERROR -> "the host or the firmware refused: ask the operator with this message";
      case EMPTY, MALFORMED, TOO_LARGE ->
          "the host's quoting service is not set up, or lies: ask the operator";
      case KEY_WIPED -> "reboot this machine: its message key is gone";
      case SYSTEM -> "an error that none of the interfaces documents: see the kernel's log";
    };
  }
}
