// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.vtpm;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.policy.Expectation;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What a relying party demands of the vTPM's registers. The hardware measured the paravisor alone;
 * what booted behind it - firmware settings, kernel, command line - is in these registers and
 * nowhere else.
 *
 * @param pcrs one for each of the 24 registers, by number; values of 32 bytes
 */
public record VtpmPolicy(List<Expectation<Bytes>> pcrs) {
  /** The number of registers of a bank. */
  public static final int PCRS = 24;

  /** Copies the list and refuses another number: a programming error. */
  public VtpmPolicy {
    pcrs = List.copyOf(pcrs);
    if (pcrs.size() != PCRS) {
      throw new IllegalArgumentException(pcrs.size() + " registers, not " + PCRS);
    }
  }

  /** Demands nothing of any register, for this reason. */
  public static VtpmPolicy unchecked(String why) {
    return new VtpmPolicy(Collections.nCopies(PCRS, new Expectation.Unchecked<>(why)));
  }

  /**
   * Requires the quoted registers to be accepted ones; a demand on one that was not quoted is not
   * met.
   *
   * @throws Rejected {@link Reason#PCR_NOT_ACCEPTED} for the first that is not
   */
  public void require(Map<Integer, Bytes> quoted) throws Rejected {
    for (var number = 0; number < PCRS; number++) {
      var demand = pcrs.get(number);
      var value = quoted.get(number);
      if (value == null ? !(demand instanceof Expectation.Unchecked) : !demand.accepts(value)) {
        throw new Rejected(
            Reason.PCR_NOT_ACCEPTED,
            "PCR %d: policy demands %s, found %s"
                .formatted(
                    number, demand.demand(), value == null ? "no quote of it" : value.hex()));
      }
    }
  }
}
