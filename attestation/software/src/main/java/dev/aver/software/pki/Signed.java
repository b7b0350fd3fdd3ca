// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.pki;

import dev.aver.attestation.bytes.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.Time;

/** What certificates and lists have in common (RFC 5280): a part, its algorithm, its signature. */
final class Signed {
  private Signed() {}

  static Bytes by(IssuerKey key, ASN1Object part) {
    try {
      var parts = new ASN1EncodableVector();
      parts.add(part.toASN1Primitive());
      parts.add(key.algorithm());
      parts.add(new DERBitString(key.sign(part.getEncoded("DER"))));
      return Bytes.of(new DERSequence(parts).getEncoded("DER"));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // writes to memory only
    }
  }

  static Time time(long millis) {
    return new Time(Date.from(Instant.ofEpochMilli(millis)));
  }
}
