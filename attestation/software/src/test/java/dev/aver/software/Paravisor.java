// SPDX-License-Identifier: Apache-2.0
package dev.aver.software;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.endorsement.Tee;
import dev.aver.attestation.vtpm.VtpmEvidence.SignedQuote;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Collections;
import java.util.List;

/**
 * What Azure's paravisor does, in as far as a verifier sees it: it owns the report's data, names
 * its vTPM's key there, and quotes registers over what the guest gives it.
 */
final class Paravisor {
  private static final int REPORT_TYPE_SNP = 2;
  private static final int REPORT_TYPE_TDX = 4;
  private static final int REPORT_SIZE = 1184;
  private static final List<Bytes> PCRS =
      Collections.nCopies(24, Hashes.sha256(Bytes.utf8("measured")).bytes());

  private final SoftwareTee machine;
  private final KeyPair attestationKey;

  Paravisor(SoftwareTee machine) throws GeneralSecurityException {
    this.machine = machine;
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    this.attestationKey = generator.generateKeyPair();
  }

  private Bytes runtimeData() {
    var modulus = ((RSAPublicKey) attestationKey.getPublic()).getModulus().toByteArray();
    var unsigned = Bytes.of(modulus).slice(modulus.length - 256, modulus.length);
    return Bytes.utf8(
        "{\"keys\":[{\"kid\":\"HCLAkPub\",\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\""
            + unsigned.base64Url()
            + "\"}],\"vm-configuration\":{\"secure-boot\":true},\"user-data\":\"\"}");
  }

  /** The SNP report or TDX quote that vouches for the runtime data. */
  Bytes hardware() {
    return machine.report(Hashes.sha256(runtimeData()).bytes().plus(Bytes.of(new byte[32])));
  }

  /** The HCL report: header, SNP report or room for a TDREPORT, runtime data. */
  Bytes hcl() {
    var runtime = runtimeData();
    var snp = machine.tee() == Tee.SOFTWARE_SNP;
    var header = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    header.put(Bytes.utf8("HCLA").toArray()).putInt(1);
    var about = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
    about.putInt(20 + runtime.size()).putInt(1);
    about.putInt(snp ? REPORT_TYPE_SNP : REPORT_TYPE_TDX).putInt(1);
    about.putInt(runtime.size());
    return Bytes.concat(
        Bytes.of(header.array()),
        snp ? hardware() : Bytes.of(new byte[REPORT_SIZE]),
        Bytes.of(about.array()),
        runtime);
  }

  /** A quote over all registers and these bytes of the guest. */
  SignedQuote quote(Bytes qualifyingData) throws GeneralSecurityException {
    var message = new ByteArrayOutputStream();
    message.writeBytes(new byte[] {(byte) 0xff, 'T', 'C', 'G', (byte) 0x80, 0x18});
    message.writeBytes(new byte[] {0, 0});
    message.writeBytes(new byte[] {0, (byte) qualifyingData.size()});
    message.writeBytes(qualifyingData.toArray());
    message.writeBytes(new byte[25]);
    message.writeBytes(new byte[] {0, 0, 0, 1, 0, 0x0b, 3, -1, -1, -1, 0, 32});
    message.writeBytes(Hashes.sha256(PCRS.toArray(Bytes[]::new)).bytes().toArray());
    var signer = Signature.getInstance("SHA256withRSA");
    signer.initSign(attestationKey.getPrivate());
    signer.update(message.toByteArray());
    return new SignedQuote(Bytes.of(message.toByteArray()), Bytes.of(signer.sign()), PCRS);
  }
}
