// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.collateral;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Members;

/**
 * Who may have signed a TDX module and with which attributes.
 *
 * @param mrSigner 48 bytes, expected in MRSIGNERSEAM
 * @param attributes 8 bytes, expected in SEAMATTRIBUTES under {@code attributesMask}
 * @param attributesMask 8 bytes
 */
public record TdxModuleIdentity(Bytes mrSigner, Bytes attributes, Bytes attributesMask) {
  private static final int SIGNER_SIZE = 48;
  private static final int ATTRIBUTES_SIZE = 8;

  static TdxModuleIdentity parse(Members from) throws Rejected {
    return new TdxModuleIdentity(
        IntelFields.hex(from, "mrsigner", SIGNER_SIZE),
        IntelFields.hex(from, "attributes", ATTRIBUTES_SIZE),
        IntelFields.hex(from, "attributesMask", ATTRIBUTES_SIZE));
  }
}
