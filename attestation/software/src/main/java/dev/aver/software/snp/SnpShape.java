// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.snp;

import dev.aver.attestation.snp.abi.Cpuid;
import dev.aver.attestation.snp.abi.Product;
import dev.aver.attestation.snp.abi.Tcb;

/** The machine that is imitated: its product, the name in its VCEK, its TCB and its CPUID. */
public enum SnpShape {
  /** Third generation. */
  MILAN(Product.MILAN, "Milan-B0", 0, new Tcb(0, 4, 0, 24, 219), new Cpuid(0x19, 0x01, 0x01)),
  /** Fourth generation. */
  GENOA(Product.GENOA, "Genoa", 0, new Tcb(0, 10, 0, 24, 84), new Cpuid(0x19, 0x11, 0x01)),
  /** Fifth generation: a TCB layout of its own and a chip id of 8 bytes. */
  TURIN(Product.TURIN, "Turin", 1, new Tcb(1, 1, 1, 4, 81), new Cpuid(0x1a, 0x02, 0x01));

  private final Product product;
  private final String productName;
  private final int structure;

  @SuppressWarnings("ImmutableEnumChecker") // a record of numbers
  private final Tcb tcb;

  @SuppressWarnings("ImmutableEnumChecker") // a record of numbers
  private final Cpuid cpuid;

  SnpShape(Product product, String productName, int structure, Tcb tcb, Cpuid cpuid) {
    this.product = product;
    this.productName = productName;
    this.structure = structure;
    this.tcb = tcb;
    this.cpuid = cpuid;
  }

  /** The product line. */
  public Product product() {
    return product;
  }

  /** As VCEKs spell it. */
  public String productName() {
    return productName;
  }

  /** The version of the structure of its VCEK's extensions. */
  public int structure() {
    return structure;
  }

  /** The security versions of its firmware. */
  public Tcb tcb() {
    return tcb;
  }

  /** Its processor. */
  public Cpuid cpuid() {
    return cpuid;
  }
}
