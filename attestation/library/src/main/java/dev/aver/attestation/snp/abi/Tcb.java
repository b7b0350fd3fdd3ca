// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.snp.abi;

/**
 * The security versions of the firmware's parts, each 0 to 255. They are only partly ordered: one
 * is above another only if every component is, never by comparing the eight bytes as a number.
 *
 * @param fmc Turin's first mutable code; 0 elsewhere
 */
public record Tcb(int fmc, int bootloader, int tee, int snp, int microcode) {
  /** Refuses components that are no byte: a programming error, since parsers check first. */
  public Tcb {
    if (((fmc | bootloader | tee | snp | microcode) & ~0xff) != 0) {
      throw new IllegalArgumentException("a component outside 0..255");
    }
  }

  /** The lowest TCB that reaches both. */
  public Tcb highest(Tcb other) {
    return new Tcb(
        Math.max(fmc, other.fmc),
        Math.max(bootloader, other.bootloader),
        Math.max(tee, other.tee),
        Math.max(snp, other.snp),
        Math.max(microcode, other.microcode));
  }

  /** Whether every component of {@code actual} is at least this one's. */
  public boolean reachedBy(Tcb actual) {
    return actual.fmc >= fmc
        && actual.bootloader >= bootloader
        && actual.tee >= tee
        && actual.snp >= snp
        && actual.microcode >= microcode;
  }
}
