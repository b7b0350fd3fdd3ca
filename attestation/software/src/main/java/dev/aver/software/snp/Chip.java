// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.snp;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.SecretBytes;
import dev.aver.attestation.snp.abi.Product;
import dev.aver.attestation.snp.abi.Tcb;
import dev.aver.software.pki.EcKey;
import dev.aver.software.pki.EcKey.Group;
import java.security.SecureRandom;

/**
 * One chip: its id and the secret from which a key follows for each TCB, so that a chip with newer
 * firmware signs with another key, as AMD's do.
 */
final class Chip {
  private static final int SECRET = 48;

  private final Product product;
  private final Bytes id;
  private final SecretBytes secret;

  /** {@code id} has 64 bytes, of Turin 8. */
  Chip(Product product, Bytes id, SecretBytes secret) {
    if (id.size() != product.chipIdSize()) {
      throw new IllegalArgumentException(id.size() + " bytes of chip id");
    }
    this.product = product;
    this.id = id;
    this.secret = secret;
  }

  static Chip generate(Product product, SecureRandom random) {
    var id = new byte[product.chipIdSize()];
    random.nextBytes(id);
    var secret = new byte[SECRET];
    random.nextBytes(secret);
    return new Chip(product, Bytes.of(id), SecretBytes.of(secret));
  }

  Bytes id() {
    return id;
  }

  SecretBytes secret() {
    return secret;
  }

  EcKey vcek(Tcb tcb) {
    return key("VCEK", tcb);
  }

  /** In truth the provider's and not the chip's: a machine in software has one provider. */
  EcKey vlek(Tcb tcb) {
    return key("VLEK", tcb);
  }

  private EcKey key(String kind, Tcb tcb) {
    var label = Bytes.utf8(kind).plus(product.layout().encode(tcb));
    return EcKey.derive(Group.P384, secret, label);
  }
}
