// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import java.util.Arrays;

/**
 * The kinds of TEE by the names that evidence uses (formats.md, 7). A name is only a claim: what a
 * TEE is follows from the root that its chain ends in.
 */
public enum Tee {
  /** AMD SEV-SNP. */
  SEV_SNP("sev-snp", TrustAnchor.Kind.VENDOR, TrustAnchor.Family.SNP, false),
  /** Intel TDX. */
  INTEL_TDX("tdx", TrustAnchor.Kind.VENDOR, TrustAnchor.Family.TDX, false),
  /** A software TEE that speaks SEV-SNP. */
  SOFTWARE_SNP("software-snp", TrustAnchor.Kind.SOFTWARE, TrustAnchor.Family.SNP, false),
  /** A software TEE that speaks TDX. */
  SOFTWARE_TDX("software-tdx", TrustAnchor.Kind.SOFTWARE, TrustAnchor.Family.TDX, false),
  /** AMD SEV-SNP behind Azure's paravisor, whose vTPM speaks for the guest. */
  AZURE_SNP("azure-snp", TrustAnchor.Kind.VENDOR, TrustAnchor.Family.SNP, true),
  /** Intel TDX behind Azure's paravisor, whose vTPM speaks for the guest. */
  AZURE_TDX("azure-tdx", TrustAnchor.Kind.VENDOR, TrustAnchor.Family.TDX, true),
  /** A software TEE that speaks as Azure does with SEV-SNP. */
  SOFTWARE_AZURE_SNP("software-azure-snp", TrustAnchor.Kind.SOFTWARE, TrustAnchor.Family.SNP, true),
  /** A software TEE that speaks as Azure does with TDX. */
  SOFTWARE_AZURE_TDX("software-azure-tdx", TrustAnchor.Kind.SOFTWARE, TrustAnchor.Family.TDX, true);

  private final String text;
  private final TrustAnchor.Kind kind;
  private final TrustAnchor.Family family;
  private final boolean vtpm;

  Tee(String text, TrustAnchor.Kind kind, TrustAnchor.Family family, boolean vtpm) {
    this.text = text;
    this.kind = kind;
    this.family = family;
    this.vtpm = vtpm;
  }

  /**
   * Parses the name.
   *
   * @throws Rejected {@link Reason#TEE_UNKNOWN}
   */
  public static Tee parse(String text) throws Rejected {
    return Arrays.stream(values())
        .filter(tee -> tee.text.equals(text))
        .findFirst()
        .orElseThrow(() -> new Rejected(Reason.TEE_UNKNOWN, "no kind of TEE that is known here"));
  }

  /** The kind of TEE whose chains end in {@code anchor}, as far as the root alone tells. */
  public static Tee of(TrustAnchor anchor) {
    return Arrays.stream(values())
        .filter(tee -> tee.endsIn(anchor))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no kind of TEE for " + anchor));
  }

  /** As above, or {@code claimed} if its chains end there, too. */
  public static Tee of(TrustAnchor anchor, Tee claimed) {
    return claimed.endsIn(anchor) ? claimed : of(anchor);
  }

  /** Whether a chain of this kind of TEE may end in {@code anchor}. */
  public boolean endsIn(TrustAnchor anchor) {
    return kind == anchor.kind() && family == anchor.family();
  }

  /** Who stands behind it. */
  public TrustAnchor.Kind kind() {
    return kind;
  }

  /** Whose evidence it speaks. */
  public TrustAnchor.Family family() {
    return family;
  }

  /** Whether a paravisor owns the report, so that a vTPM's quote carries what the guest says. */
  public boolean vtpm() {
    return vtpm;
  }

  /** The spelling in evidence, policies and results. */
  public String text() {
    return text;
  }

  @Override
  public String toString() {
    return text;
  }
}
