// SPDX-License-Identifier: Apache-2.0
package dev.aver.client;

import dev.aver.attestation.bundle.Disclosed;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.receipt.Receipt;
import dev.aver.attestation.receipt.TaggedBytes;
import java.util.List;
import java.util.Optional;

/**
 * An answer that passed {@link AnswerRules}, with every byte string that its receipt commits to.
 *
 * @param vectors the embeddings, in order of their index
 * @param texts of a chat's choices, in order of their index
 */
public record CheckedAnswer(
    Exchange exchange,
    Receipt receipt,
    TaggedBytes input,
    TaggedBytes output,
    Bytes parameters,
    List<float[]> vectors,
    List<String> texts) {
  /** Copies the lists. */
  public CheckedAnswer {
    vectors = List.copyOf(vectors);
    texts = List.copyOf(texts);
  }

  /** Everything that the receipt commits to, to be shown in a proof (formats.md, 7). */
  public Disclosed disclosed() {
    return new Disclosed(
        Optional.of(exchange.request()),
        Optional.of(exchange.response()),
        Optional.of(input),
        Optional.of(output),
        Optional.of(parameters));
  }
}
