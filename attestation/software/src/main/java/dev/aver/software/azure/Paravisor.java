// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.azure;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.endorsement.Tee;
import dev.aver.attestation.endorsement.TrustAnchor.Family;
import dev.aver.software.SoftwareTee;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;

/**
 * What Azure's paravisor does in as far as a verifier sees it (attestation.md, 4): it owns the
 * report's data, names its vTPM's key there, and quotes registers over what the guest gives it. The
 * key lives as long as this object.
 */
public final class Paravisor {
  private static final int KEY_BITS = 2048;

  private final SoftwareTee machine;
  private final KeyPair attestationKey;

  private Paravisor(SoftwareTee machine, KeyPair attestationKey) {
    this.machine = machine;
    this.attestationKey = attestationKey;
  }

  /** A paravisor that has just been started on this machine. */
  public static Paravisor start(SoftwareTee machine, SecureRandom random) {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(KEY_BITS, random);
      return new Paravisor(machine, generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How its evidence calls itself. */
  public Tee tee() {
    return isSnp() ? Tee.SOFTWARE_AZURE_SNP : Tee.SOFTWARE_AZURE_TDX;
  }

  private boolean isSnp() {
    return machine.tee().family() == Family.SNP;
  }

  /** The JSON that names the vTPM's key, as the paravisor writes it. */
  public Bytes runtimeData() {
    var modulus = ((RSAPublicKey) attestationKey.getPublic()).getModulus().toByteArray();
    var unsigned = Bytes.of(modulus).slice(modulus.length - KEY_BITS / 8, modulus.length);
    return Bytes.utf8(
        "{\"keys\":[{\"kid\":\"HCLAkPub\",\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\""
            + unsigned.base64Url()
            + "\"}],\"vm-configuration\":{\"secure-boot\":true},\"user-data\":\"\"}");
  }

  /** The SNP report or TDX quote that vouches for the runtime data. */
  public Bytes hardwareReport() {
    return machine.report(Hashes.sha256(runtimeData()).bytes().plus(Bytes.of(new byte[32])));
  }

  /** The HCL report that is in the vTPM's memory; over TDX the quote stands beside it. */
  public HclDraft hcl() {
    return isSnp()
        ? HclDraft.overSnp(hardwareReport(), runtimeData())
        : HclDraft.overTdx(runtimeData());
  }

  /** A quote over all registers and the 64 bytes of a guest. */
  public TpmQuoteDraft quote(Bytes reportData) {
    return new TpmQuoteDraft(Hashes.sha256(reportData).bytes(), attestationKey.getPrivate());
  }
}
