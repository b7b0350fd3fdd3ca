// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.snp.abi;

/** The policy that the guest was launched under (attestation.md, 1.1), as 64 bits. */
public record GuestPolicy(long bits) {
  private static final int MUST_BE_ONE = 17;
  private static final int FIRST_RESERVED = 26;

  /** The least ABI that the guest demands of the firmware. */
  public AbiVersion abi() {
    return new AbiVersion((int) (bits >> 8 & 0xff), (int) (bits & 0xff));
  }

  /** Simultaneous multithreading is allowed. */
  public boolean smt() {
    return bit(16);
  }

  /** A migration agent may be associated. */
  public boolean migrationAgent() {
    return bit(18);
  }

  /** The host may debug the guest: nothing in it is secret. */
  public boolean debug() {
    return bit(19);
  }

  /** The guest may run on one socket only. */
  public boolean singleSocket() {
    return bit(20);
  }

  /** CXL memory is allowed. */
  public boolean cxl() {
    return bit(21);
  }

  /** Memory encryption must be AES-256-XTS. */
  public boolean aes256Xts() {
    return bit(22);
  }

  /** RAPL must be disabled. */
  public boolean raplDisabled() {
    return bit(23);
  }

  /** Ciphertext hiding must be enabled. */
  public boolean ciphertextHiding() {
    return bit(24);
  }

  /** Page swapping is disabled. */
  public boolean pageSwapDisabled() {
    return bit(25);
  }

  /** Whether the reserved bits are as the ABI demands. */
  public boolean wellFormed() {
    return bit(MUST_BE_ONE) && bits >>> FIRST_RESERVED == 0;
  }

  private boolean bit(int number) {
    return (bits >>> number & 1) == 1;
  }
}
