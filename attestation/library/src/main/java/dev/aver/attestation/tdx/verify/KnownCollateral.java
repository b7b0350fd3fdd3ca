// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.verify;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.endorsement.Remembered;
import dev.aver.attestation.endorsement.VerificationKey;
import dev.aver.attestation.endorsement.VerifiedCollateral;
import dev.aver.attestation.tdx.collateral.QeIdentity;
import dev.aver.attestation.tdx.collateral.TcbInfo;

/**
 * What verified collateral says, remembered with the keys that were decoded for it, so that the
 * next quote of the same platform costs little more than its own signature. Nothing in it depends
 * on time or policy: dates, revocation and demands are looked at again for each quote.
 */
public final class KnownCollateral {
  private static final int DOCUMENTS = 64;
  private static final int CERTIFICATES = 256;

  final VerifiedCollateral signed;
  final Remembered<Digest, TcbInfo> tcbInfos;
  final Remembered<Digest, QeIdentity> qeIdentities;
  final Remembered<Digest, VerificationKey.Ec> attestationKeys;

  private KnownCollateral() {
    this.signed = new VerifiedCollateral(CERTIFICATES);
    this.tcbInfos = new Remembered<>(DOCUMENTS);
    this.qeIdentities = new Remembered<>(DOCUMENTS);
    this.attestationKeys = new Remembered<>(CERTIFICATES);
  }

  /**
   * A bounded memory, empty. Safe for many threads. A verification with a new one starts cold, and
   * still looks only once at a certificate that several chains share.
   */
  public static KnownCollateral empty() {
    return new KnownCollateral();
  }

  /** A digest of a document and its 64-byte signature, which no other pair has. */
  static Digest pair(Bytes document, Bytes signature) {
    return Hashes.sha256(document, signature);
  }
}
