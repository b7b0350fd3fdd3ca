// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.models;

import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.keyset.Manifest;
import dev.aver.enclave.inference.EmbeddingModel;

/** An embedding model that runs. */
public record LoadedModel(Manifest manifest, Digest digest, long created, EmbeddingModel engine)
    implements ServedModel {
  @Override
  public int maxTokens() {
    return engine.maxTokens();
  }
}
