// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.pki;

import dev.aver.attestation.bytes.SecretBytes;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** A key that signs certificates and lists in one vendor's way. */
public interface IssuerKey {
  /** What certificates and lists name as their signature's algorithm. */
  AlgorithmIdentifier algorithm();

  /** Its public half. */
  SubjectPublicKeyInfo publicKey();

  /** A signature as certificates carry it, without the BIT STRING around it. */
  byte[] sign(byte[] message);

  /** For a folder; the caller closes it. */
  SecretBytes secret();
}
