// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.models;

import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.keyset.Manifest;
import dev.aver.enclave.inference.TensorEngine;

/** A model that runs and takes tensors. */
public record LoadedTensorModel(Manifest manifest, Digest digest, long created, TensorEngine engine)
    implements ServedModel {
  /** None: it does not read text. */
  @Override
  public int maxTokens() {
    return 0;
  }
}
