// SPDX-License-Identifier: Apache-2.0
package dev.aver.software;

import dev.aver.attestation.snp.abi.Cpuid;
import dev.aver.attestation.snp.abi.FirmwareVersion;
import dev.aver.attestation.snp.abi.Product;
import dev.aver.attestation.snp.abi.Tcb;

/** The machine that is imitated: its product, the name in its VCEK, its TCB and its CPUID. */
public enum Shape {
  /** Third generation. */
  MILAN(Product.MILAN, "Milan-B0", 0, new Tcb(0, 4, 0, 24, 219), new Cpuid(0x19, 0x01, 0x01)),
  /** Fourth generation. */
  GENOA(Product.GENOA, "Genoa", 0, new Tcb(0, 10, 0, 24, 84), new Cpuid(0x19, 0x11, 0x01)),
  /** Fifth generation: a TCB layout of its own and a chip id of 8 bytes. */
  TURIN(Product.TURIN, "Turin", 1, new Tcb(1, 1, 1, 4, 81), new Cpuid(0x1a, 0x02, 0x01));

  static final FirmwareVersion FIRMWARE = new FirmwareVersion(1, 55, 41);

  private final Product product;
  private final String productName;
  private final int structure;

  @SuppressWarnings("ImmutableEnumChecker") // a record of numbers
  private final Tcb tcb;

  @SuppressWarnings("ImmutableEnumChecker") // a record of numbers
  private final Cpuid cpuid;

  Shape(Product product, String productName, int structure, Tcb tcb, Cpuid cpuid) {
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

  String productName() {
    return productName;
  }

  int structure() {
    return structure;
  }

  Tcb tcb() {
    return tcb;
  }

  Cpuid cpuid() {
    return cpuid;
  }

  static Shape of(Product product) {
    for (var shape : values()) {
      if (shape.product == product) {
        return shape;
      }
    }
    throw new IllegalArgumentException("no shape of " + product);
  }
}
