// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.models;

import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.keyset.Manifest;
import dev.aver.enclave.inference.EmbeddingModel;

/**
 * A model that runs, with what the keyset says of it.
 *
 * @param digest of the model, as receipts name it
 * @param created seconds since 1970
 */
public record LoadedModel(Manifest manifest, Digest digest, long created, EmbeddingModel engine) {
  /** The id in requests. */
  public String name() {
    return manifest.model().name();
  }
}
