// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.snp.abi;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The EPYC lines whose reports are understood, by the name that AMD's certificates use. */
public enum Product {
  /** Third generation. */
  MILAN("Milan", TcbLayout.LEGACY, 64),
  /** Fourth generation: Genoa, Bergamo, Siena. */
  GENOA("Genoa", TcbLayout.LEGACY, 64),
  /** Fifth generation. */
  TURIN("Turin", TcbLayout.TURIN, 8);

  private static final int FAMILY_19 = 0x19;
  private static final int FAMILY_1A = 0x1a;

  private final String line;
  private final TcbLayout layout;
  private final int chipIdSize;

  Product(String line, TcbLayout layout, int chipIdSize) {
    this.line = line;
    this.layout = layout;
    this.chipIdSize = chipIdSize;
  }

  /** The name in certificates: {@code Milan}. */
  public String line() {
    return line;
  }

  /** How its TCB bytes are laid out. */
  public TcbLayout layout() {
    return layout;
  }

  /** The bytes of CHIP_ID that it uses; the rest is zero. */
  public int chipIdSize() {
    return chipIdSize;
  }

  /** The line of this name, if it is supported. */
  public static Optional<Product> named(String line) {
    for (var product : values()) {
      if (product.line.equals(line)) {
        return Optional.of(product);
      }
    }
    return Optional.empty();
  }

  /**
   * The name of the line with this CPUID family and model, extended parts added in; also of Venice,
   * which is known by name and refused. Empty for all others.
   */
  public static Optional<String> lineOf(int family, int model) {
    return switch (family) {
      case FAMILY_19 -> Optional.ofNullable(family19(model));
      case FAMILY_1A -> Optional.ofNullable(family1a(model));
      default -> Optional.empty();
    };
  }

  private static @Nullable String family19(int model) {
    if (model <= 0x0f) {
      return "Milan";
    }
    return between(model, 0x10, 0x1f) || between(model, 0xa0, 0xaf) ? "Genoa" : null;
  }

  private static @Nullable String family1a(int model) {
    if (model <= 0x11) {
      return "Turin";
    }
    var venice =
        between(model, 0x50, 0x57) || between(model, 0x90, 0xaf) || between(model, 0xc0, 0xc7);
    return venice ? "Venice" : null;
  }

  private static boolean between(int value, int from, int to) {
    return value >= from && value <= to;
  }
}
