// SPDX-License-Identifier: Apache-2.0
package dev.aver.software;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.SecretBytes;

/**
 * All that the first start makes. The ASK's key is not among it: it signs the one VCEK and is gone.
 *
 * @param ark DER
 * @param ask DER
 * @param vcek DER
 * @param crl DER
 * @param arkKey PKCS #8, for later lists
 * @param vcekKey 48 bytes
 */
record Pki(Bytes ark, Bytes ask, Bytes vcek, Bytes crl, SecretBytes arkKey, SecretBytes vcekKey)
    implements AutoCloseable {
  @Override
  public void close() {
    arkKey.close();
    vcekKey.close();
  }
}
