// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.policy;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.vtpm.VtpmPolicy;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What each kind of hardware measures when it starts a guest, by the names that policies use. */
public enum Measured {
  /** The launch digest of an SEV-SNP report. */
  SNP("snp", 48),
  /** The registers of a TD report: firmware, its settings, kernel, command line, application. */
  TDX("tdx", 48),
  /** The registers of the vTPM behind a paravisor. */
  VTPM("vtpm", 32);

  private final String text;
  private final int size;

  Measured(String text, int size) {
    this.text = text;
    this.size = size;
  }

  /** The member's name in policies and reference values. */
  public String text() {
    return text;
  }

  /** The names of its registers. */
  public List<String> registers() {
    return switch (this) {
      case SNP -> List.of("measurement");
      case TDX -> List.of("mrTd", "rtmr0", "rtmr1", "rtmr2", "rtmr3");
      case VTPM -> IntStream.range(0, VtpmPolicy.PCRS).mapToObj(number -> "pcr" + number).toList();
    };
  }

  Spelling<Bytes> spelling() {
    return Spelling.hex(size);
  }

  /** Whether these registers, pinned, say what was booted: of TDX the firmware alone does not. */
  boolean sayWhatBooted(List<String> pinned) {
    return switch (this) {
      case SNP -> pinned.contains("measurement");
      case TDX -> Stream.of("mrTd", "rtmr1", "rtmr2").allMatch(pinned::contains);
      case VTPM -> !pinned.isEmpty();
    };
  }
}
