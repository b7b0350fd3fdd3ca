// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.measure;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.text.NearestName;
import java.util.ArrayList;
import java.util.List;

/**
 * The processor models that QEMU offers to SEV-SNP guests. The model decides CPUID 1 EAX, which a
 * guest finds in a register at reset and which is therefore measured; versions of one model differ
 * in features only and measure alike (QEMU, {@code target/i386/cpu.c}).
 */
public enum ProcessorModel {
  /** First generation. */
  EPYC("EPYC", 5, 23, 1, 2),
  /** First generation with the indirect branch barrier: an old name for version 2. */
  EPYC_IBPB("EPYC-IBPB", 0, 23, 1, 2),
  /** Second generation. */
  ROME("EPYC-Rome", 5, 23, 49, 0),
  /** Third generation. */
  MILAN("EPYC-Milan", 3, 25, 1, 1),
  /** Fourth generation. */
  GENOA("EPYC-Genoa", 2, 25, 17, 0),
  /** Fifth generation: QEMU's model, whose number differs from that of any machine. */
  TURIN("EPYC-Turin", 1, 26, 0, 0);

  private static final int BASE_FAMILY = 0xf;

  private final String text;
  private final int versions;
  private final int family;
  private final int model;
  private final int stepping;

  ProcessorModel(String text, int versions, int family, int model, int stepping) {
    this.text = text;
    this.versions = versions;
    this.family = family;
    this.model = model;
    this.stepping = stepping;
  }

  /** CPUID 1 EAX: what lies beyond the base family and model is in fields of its own. */
  public int signature() {
    return (family - BASE_FAMILY) << 20
        | (model >> 4) << 16
        | BASE_FAMILY << 8
        | (model & 0xf) << 4
        | stepping;
  }

  /** Its names: without a version, and with each. */
  public List<String> names() {
    var names = new ArrayList<String>();
    names.add(text);
    for (var version = 1; version <= versions; version++) {
      names.add(text + "-v" + version);
    }
    return List.copyOf(names);
  }

  /** All names of all models. */
  public static List<String> allNames() {
    var names = new ArrayList<String>();
    for (var model : values()) {
      names.addAll(model.names());
    }
    return List.copyOf(names);
  }

  /**
   * The model of this name, spelled as QEMU does but in any case.
   *
   * @throws Rejected {@link Reason#FIELD_RANGE}, with the name that was most likely meant
   */
  public static ProcessorModel named(String name) throws Rejected {
    for (var model : values()) {
      if (model.names().stream().anyMatch(name::equalsIgnoreCase)) {
        return model;
      }
    }
    var meant = NearestName.of(name, allNames()).orElseThrow();
    throw new Rejected(Reason.FIELD_RANGE, "unknown processor model; the nearest name is " + meant);
  }
}
