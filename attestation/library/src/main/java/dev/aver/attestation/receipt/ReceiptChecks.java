// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.receipt;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.keyset.Keyset;
import dev.aver.attestation.keyset.Manifests;

/**
 * Whether the enclave of a keyset made a receipt: the checks {@code receipt.enclave}, {@code
 * .signature}, {@code .time} and {@code .model} (formats.md, 8), each by itself.
 */
public final class ReceiptChecks {
  private ReceiptChecks() {}

  /**
   * The first three checks in their order.
   *
   * @throws Rejected with the code of the first that fails
   */
  public static void check(Receipt receipt, Keyset keyset) throws Rejected {
    enclave(receipt, keyset);
    signature(receipt, keyset);
    time(receipt, keyset);
  }

  /**
   * Requires the receipt to name the keyset's enclave.
   *
   * @throws Rejected {@link Reason#ENCLAVE_MISMATCH}
   */
  public static void enclave(Receipt receipt, Keyset keyset) throws Rejected {
    var enclave = keyset.enclave();
    if (!receipt.body().enclave().equals(enclave)) {
      throw new Rejected(
          Reason.ENCLAVE_MISMATCH,
          "the receipt names " + receipt.body().enclave() + ", not " + enclave);
    }
  }

  /**
   * Requires the signature of the keyset's receipt signer.
   *
   * @throws Rejected {@link Reason#SIGNER_MISMATCH}
   */
  public static void signature(Receipt receipt, Keyset keyset) throws Rejected {
    receipt.signature().verify(receipt.digest(), keyset.receiptSigner());
  }

  /**
   * Requires {@code notBefore ≤ ⌊issuedAt/1000⌋ ≤ notAfter}.
   *
   * @throws Rejected {@link Reason#RECEIPT_OUTSIDE_KEYSET}
   */
  public static void time(Receipt receipt, Keyset keyset) throws Rejected {
    if (!keyset.covers(receipt.body().issuedAt())) {
      throw new Rejected(
          Reason.RECEIPT_OUTSIDE_KEYSET,
          receipt.body().issuedAt()
              + " ms is not in "
              + keyset.notBefore()
              + ".."
              + keyset.notAfter()
              + " s");
    }
  }

  /**
   * Requires one of the enclave's models, or none where the outcome allows that.
   *
   * @throws Rejected {@link Reason#MODEL_NOT_IN_KEYSET}
   */
  public static void model(Receipt receipt, Manifests manifests) throws Rejected {
    var body = receipt.body();
    var known =
        body.model().isZero()
            ? body.outcome().allowsNoModel()
            : manifests.withModel(body.model()).isPresent();
    if (!known) {
      throw new Rejected(Reason.MODEL_NOT_IN_KEYSET, "model " + body.model());
    }
  }
}
