// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.models;

import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.keyset.Manifest;

/** A model that runs, with what the keyset and {@code GET /v1/models} say of it. */
public interface ServedModel {
  /** What the keyset says of it. */
  Manifest manifest();

  /** Digest of the model, as receipts name it. */
  Digest digest();

  /** When its weights were published, seconds since 1970. */
  long created();

  /** The most tokens of one text, or of prompt and answer together; 0: it reads no text. */
  int maxTokens();

  /** The id in requests. */
  default String name() {
    return manifest().model().name();
  }
}
