// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.keyset;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import java.util.Locale;

/** What a model is for (formats.md, 3). */
public enum Task {
  /** Answers a list of messages. */
  CHAT,
  /** Continues a text. */
  COMPLETION,
  /** Turns texts into vectors. */
  EMBEDDING,
  /** Scores documents against a query. */
  RERANK,
  /** Labels texts. */
  CLASSIFICATION,
  /** Maps tensors to tensors. */
  TENSOR;

  /** The name in documents. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The task of this name.
   *
   * @throws Rejected {@link Reason#MANIFEST_FORMAT}
   */
  public static Task parse(String text) throws Rejected {
    for (var task : values()) {
      if (task.text().equals(text)) {
        return task;
      }
    }
    throw new Rejected(Reason.MANIFEST_FORMAT, "unknown task of a model");
  }
}
