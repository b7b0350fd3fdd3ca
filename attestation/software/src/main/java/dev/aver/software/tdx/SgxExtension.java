// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.tdx;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.tdx.collateral.PlatformIdentity;
import dev.aver.attestation.tdx.collateral.Svns;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;

/** Intel's SGX extension of a PCK certificate (attestation.md, 3.2). */
final class SgxExtension {
  static final String OID = "1.2.840.113741.1.13.1";
  private static final int PCESVN = 17;
  private static final int CPUSVN = 18;

  private SgxExtension() {}

  static DERSequence of(PlatformIdentity platform) {
    var all = new ASN1EncodableVector();
    all.add(member(".1", octets(platform.ppid())));
    all.add(member(".2", tcb(platform)));
    all.add(member(".3", octets(platform.pceId())));
    all.add(member(".4", octets(platform.fmspc())));
    all.add(member(".5", new ASN1Enumerated(platform.sgxType())));
    platform
        .platformInstanceId()
        .ifPresent(
            id -> {
              all.add(member(".6", octets(id)));
              all.add(member(".7", configuration()));
            });
    return new DERSequence(all);
  }

  private static DERSequence tcb(PlatformIdentity platform) {
    var all = new ASN1EncodableVector();
    for (var i = 0; i < Svns.COUNT; i++) {
      all.add(member(".2." + (i + 1), new ASN1Integer(platform.sgx().at(i))));
    }
    all.add(member(".2." + PCESVN, new ASN1Integer(platform.pceSvn())));
    all.add(member(".2." + CPUSVN, octets(platform.cpuSvn())));
    return new DERSequence(all);
  }

  /** Dynamic platform, cached keys, SMT. */
  private static DERSequence configuration() {
    var all = new ASN1EncodableVector();
    for (var number = 1; number <= 3; number++) {
      all.add(member(".7." + number, ASN1Boolean.TRUE));
    }
    return new DERSequence(all);
  }

  private static DERSequence member(String end, ASN1Encodable value) {
    var pair = new ASN1EncodableVector();
    pair.add(new ASN1ObjectIdentifier(OID + end));
    pair.add(value);
    return new DERSequence(pair);
  }

  private static DEROctetString octets(Bytes bytes) {
    return new DEROctetString(bytes.toArray());
  }
}
