// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.typed;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;

/**
 * "This TLS session ends in me": {@code exporter} is the session's value for the label {@code
 * EXPORTER-Channel-Binding} with an empty context.
 */
public record Channel(Digest enclave, Digest exporter) implements Typed {
  private static final String TYPE = "Channel(bytes32 enclave,bytes32 exporter)";
  private static final Digest TYPE_HASH = TypedData.hash(TYPE);

  @Override
  public String typeString() {
    return TYPE;
  }

  @Override
  public Bytes encodeData() {
    return Words.of(3).word(TYPE_HASH).word(enclave).word(exporter).end();
  }
}
