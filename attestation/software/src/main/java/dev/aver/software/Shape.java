// SPDX-License-Identifier: Apache-2.0
package dev.aver.software;

import dev.aver.attestation.endorsement.Tee;
import dev.aver.software.snp.SnpShape;
import dev.aver.software.tdx.TdxShape;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Which machine is imitated, and in which version of its evidence.
 *
 * @param version of SNP reports 2 to 5, of TDX quotes 4 or 5
 */
public record Shape(Model model, int version) {
  /** The machines. */
  public enum Model {
    /** EPYC of the third generation. */
    MILAN,
    /** EPYC of the fourth generation. */
    GENOA,
    /** EPYC of the fifth generation. */
    TURIN,
    /** A TDX module that reports as TDX 1.0 does. */
    TDX_10,
    /** A TDX module that reports as TDX 1.5 does: in quotes of version 5 alone. */
    TDX_15;

    /** As configuration spells it: {@code genoa}, {@code tdx-1.5}. */
    public String text() {
      var name = name().toLowerCase(Locale.ROOT);
      return this == TDX_10 || this == TDX_15 ? name.replace("_1", "-1.") : name;
    }

    /** Whether it is a SEV-SNP machine; else it is a TDX one. */
    public boolean isSnp() {
      return this == MILAN || this == GENOA || this == TURIN;
    }

    private int newest() {
      return this == TDX_10 ? 4 : 5;
    }

    private boolean writes(int version) {
      return version <= 5 && version >= (isSnp() ? 2 : this == TDX_10 ? 4 : 5);
    }
  }

  /** The usual SNP machine. */
  public static final Shape GENOA = new Shape(Model.GENOA, 5);

  /** The usual TDX machine. */
  public static final Shape TDX_15 = new Shape(Model.TDX_15, 5);

  /** Refuses versions that the machine does not write, with both. */
  public Shape {
    if (!model.writes(version)) {
      throw new IllegalArgumentException(model.text() + " gives no evidence of version " + version);
    }
  }

  /**
   * The shape of this name.
   *
   * @param version absent: the usual one of the machine
   * @throws IllegalArgumentException with the known names, or if the machine does not write it
   */
  public static Shape of(String name, OptionalInt version) {
    var found = Arrays.stream(Model.values()).filter(m -> m.text().equals(name)).findFirst();
    if (found.isEmpty()) {
      var known = Arrays.stream(Model.values()).map(Model::text).collect(Collectors.joining(", "));
      throw new IllegalArgumentException("no machine " + name + ", known are " + known);
    }
    return new Shape(found.get(), version.orElse(found.get().newest()));
  }

  /** The kind of TEE whose evidence the machine gives. */
  public Tee tee() {
    return model.isSnp() ? Tee.SOFTWARE_SNP : Tee.SOFTWARE_TDX;
  }

  Optional<SnpShape> snp() {
    return switch (model) {
      case MILAN -> Optional.of(SnpShape.MILAN);
      case GENOA -> Optional.of(SnpShape.GENOA);
      case TURIN -> Optional.of(SnpShape.TURIN);
      case TDX_10, TDX_15 -> Optional.empty();
    };
  }

  /** Of a TDX machine. */
  TdxShape tdx() {
    if (model == Model.TDX_15) {
      return TdxShape.V5_TD_15;
    }
    return version == 4 ? TdxShape.V4_TD_10 : TdxShape.V5_TD_10;
  }
}
