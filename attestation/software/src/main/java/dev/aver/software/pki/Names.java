// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.pki;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;

/** The vendors' pattern of common names, in an organisation that is nobody's hardware. */
public final class Names {
  private Names() {}

  /** A name that says what it is. */
  public static X500Name of(String commonName) {
    return new X500NameBuilder()
        .addRDN(BCStyle.OU, "Software TEE - proves nothing about hardware")
        .addRDN(BCStyle.O, "Aver")
        .addRDN(BCStyle.CN, commonName)
        .build();
  }
}
