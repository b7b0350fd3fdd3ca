// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.models;

import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.keyset.Manifest;
import dev.aver.enclave.inference.chat.ChatModel;

/** A chat model that runs. */
public record LoadedChatModel(Manifest manifest, Digest digest, long created, ChatModel model)
    implements ServedModel {
  @Override
  public int maxTokens() {
    return model.engine().contextTokens();
  }
}
