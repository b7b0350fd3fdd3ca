// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.receipt;

import java.util.Optional;

/** The operations of effective parameters (formats.md, 5.1). */
public enum Operation {
  /** Chat completions. */
  CHAT("chat.completions"),
  /** Text completions. */
  COMPLETIONS("completions"),
  /** Embeddings. */
  EMBEDDINGS("embeddings"),
  /** Rerank. */
  RERANK("rerank"),
  /** Classification. */
  CLASSIFY("classify"),
  /** Tensors by the Open Inference Protocol. */
  INFER("infer");

  private final String text;

  Operation(String text) {
    this.text = text;
  }

  /** The name in parameters. */
  public String text() {
    return text;
  }

  /** The operation of this name. */
  public static Optional<Operation> of(String text) {
    for (var operation : values()) {
      if (operation.text.equals(text)) {
        return Optional.of(operation);
      }
    }
    return Optional.empty();
  }
}
