// SPDX-License-Identifier: Apache-2.0
package dev.aver.software;

import dev.aver.attestation.bundle.Endorsements;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Tee;
import dev.aver.attestation.snp.abi.SigningKey;
import dev.aver.software.snp.SnpGuest;
import dev.aver.software.snp.SnpMachine;
import dev.aver.software.tdx.TdxMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * A confidential machine in software. Its evidence is byte-exact and is verified by the very
 * classes that verify the vendors'; its root is made on this machine at the first start and trusted
 * by nobody who does not name it. It protects nothing: whoever can read its folder can sign
 * whatever they like.
 */
public interface SoftwareTee {
  /** Which one it is. */
  Tee tee();

  /**
   * An SNP report or a TDX quote over these 64 bytes.
   *
   * @throws IllegalArgumentException for another number of bytes
   */
  Bytes report(Bytes reportData);

  /**
   * What vouches for the reports now; what ends is renewed before it does.
   *
   * @throws IOException if it must be renewed and the folder cannot be read or written
   */
  Endorsements endorsements() throws IOException;

  /** The root, for whoever wants to name it: a certificate as text. */
  String anchorPem();

  /**
   * Opens the machine of a directory, and makes it there at the first start: an SNP machine takes
   * seconds for that.
   *
   * @param measurement 48 bytes, in place of what hardware would have measured at launch
   * @param progress is told what takes long
   * @throws IOException if it can neither be read nor made, or others could read its keys
   */
  static SoftwareTee open(
      Path directory,
      Clock clock,
      SecureRandom random,
      Shape shape,
      Bytes measurement,
      Consumer<String> progress)
      throws IOException {
    if (shape.snp().isPresent()) {
      var guest = SnpGuest.measured(measurement);
      var terms = new SnpMachine.Terms(shape.snp().get(), shape.version(), SigningKey.VCEK, guest);
      return SnpMachine.open(directory, clock, random, terms, progress);
    }
    return TdxMachine.open(
        directory, clock, random, new TdxMachine.Terms(shape.tdx(), measurement));
  }
}
